import { expect, test, vi } from 'vitest';
import { Refusal } from '../../../common/errors.ts';
import { safeMessage } from '../../../common/safe-message.ts';
import { makeSafe, toSafeText } from '../../../common/safe-text.ts';
import { messageId, room, server, serverChannel, serverId, user, userId } from '../../../common/test-data.ts';
import { Lost } from '../../net/caller.ts';
import { by, chatState, created, events, here, play } from '../test-frames.ts';
import { client, hello } from '../test-client.ts';
import { emptyForm } from '../model/form.ts';
import { commandLines } from '../panels/commands.ts';
import { keepUp, openTheChannel, scrollBy } from './navigate.ts';

const up = '\u001b[A';
const down = '\u001b[B';
const escape = '\u001b';

test('Enter sends what was typed in one chunk, line by line, and each is on disk before the composer is empty', () => {
  const { press, asked, disk, text, screen, store } = client();
  press('one\rtwo\r');
  expect(text()).toBe('');
  expect(disk.take(store.get().outbox[0]?.user ?? ('' as never), 0).map((row) => row.content)).toEqual(['one', 'two']);
  expect(asked.filter(([name]) => name === 'message.send')).toHaveLength(1);
  expect(screen()).toContain('one …');
});

test('a message that the host refuses stays, says why, and can be sent again or discarded', async () => {
  const answers: Record<string, unknown> = { 'message.send': new Refusal('not_a_member') };
  const { press, screen, store } = client(chatState(hello), answers);
  press('hi\r');
  await vi.waitFor(() => expect(screen()).toContain('not sent: You are not in that channel.'));
  delete answers['message.send'];
  press(up);
  press('r');
  expect(store.get().outbox[0]?.state).toBe('waiting');
  press('d');
  expect(screen()).toContain('Discard this message');
  press('y');
  expect(store.get().outbox).toEqual([]);
});

test('when the disk is full nothing is cleared', () => {
  const { press, disk, text, screen } = client();
  disk.close();
  press('precious\r');
  expect(text()).toBe('precious');
  expect(screen()).toContain('Your text is still here.');
});

test('two slashes send one, one slash is a command, an unknown one keeps the text and suggests', () => {
  const { press, store, text, screen } = client();
  press('//etc/hosts\r');
  expect(store.get().outbox.map((row) => row.content)).toEqual(['/etc/hosts']);
  press('/jion #builds\r');
  expect(text()).toBe('/jion #builds');
  expect(screen()).toContain('did you mean /join?');
});

test('/help shows the keys and the commands', async () => {
  const { press, screen } = client();
  press('/help\r');
  await vi.waitFor(() => expect(screen()).toContain('show this help'));
});

test('/logout says that it worked, also when the host closes the socket before it answers, and leaves no draft', async () => {
  const answers: Record<string, unknown> = { 'auth.logout': {} };
  const asked = client(chatState(hello), answers);
  asked.press('/logout\r');
  await vi.waitFor(() => expect(asked.screen()).toContain('You are logged out.'));
  const closed = client(chatState(hello), { 'auth.logout': new Lost('unknown', 'The connection was lost.') });
  closed.press('/logout\r');
  closed.end();
  await vi.waitFor(() => expect(closed.screen()).toContain('You are logged out.'));
  expect(closed.screen()).not.toContain('expired');
  expect([asked.text(), closed.text()]).toEqual(['', '']);
});

test('/leave goes to the channel before', async () => {
  const { press, app, store } = client(chatState(hello), {
    'channel.resolve': room(1, 'general'),
    'channel.leave': {},
  });
  const builds = [...store.get().channels.values()].find((one) => one.info.name === 'builds');
  if (builds === undefined) throw new Error('no channel');
  openTheChannel(app, builds.id);
  openTheChannel(app, here);
  press('/leave\r');
  await vi.waitFor(() => expect(store.get().open).toBe(builds.id));
});

test('what was said about leaving a room is gone when one is back in it', async () => {
  const alone = chatState(hello);
  const general = alone.channels.get(here);
  if (general === undefined) throw new Error('no channel');
  const { app, press, store, screen } = client(
    { ...alone, channels: new Map([[here, general]]) },
    {
      'channel.resolve': room(1, 'general'),
      'channel.leave': {},
      'channel.list': { channels: [{ ...room(1, 'general'), member_count: 0, joined: false }], has_more: false },
      'channel.join': room(1, 'general'),
    },
  );
  press('/leave\r');
  await vi.waitFor(() => expect(screen()).toContain('You have left #general.'));
  store.apply(events({ type: 'channel.left', channel: here }));
  keepUp(app);
  await vi.waitFor(() => expect(screen()).toContain('Rooms here:'));
  expect(screen()).toContain('You have left #general.');
  press('\u0010');
  await vi.waitFor(() => expect(screen()).toContain('join ·'));
  press('\r');
  await vi.waitFor(() => expect(store.get().open).toBe(here));
  expect(screen()).not.toContain('You have left');
});

test('a topic is changed and cleared', async () => {
  const answers = { 'channel.resolve': room(1, 'general'), 'channel.update': room(1, 'general') };
  const { press, asked, screen } = client(chatState(hello), answers);
  press('/topic #general --clear\r');
  await vi.waitFor(() => expect(screen()).toContain('#general has no topic any more.'));
  expect(asked).toContainEqual(['channel.update', { channel: here, topic: '' }]);
  press('/topic --clear it\r');
  await vi.waitFor(() => expect(screen()).toContain('--clear leaves no topic'));
  press('\u0003/topic\r');
  await vi.waitFor(() => expect(screen()).toContain('#general has no topic.'));
});

test('a login that is kept in a file says so once', async () => {
  const { app, press, screen } = client(chatState(hello), { 'auth.login': { token: 't', me: {} } });
  app.set({ screen: 'form', form: emptyForm('login') });
  vi.spyOn(app.outside, 'remember').mockImplementation(() => Promise.resolve('There is no keychain here.'));
  press('ada\rlong enough\r');
  await vi.waitFor(() => expect(screen()).toContain('There is no keychain here.'));
});

test('a command that is refused gives the line back', async () => {
  const { press, text, screen } = client();
  press('/dm @nobody\r');
  await vi.waitFor(() => expect(text()).toBe('/dm @nobody'));
  expect(screen()).toContain('Something went wrong on the host.');
});

test('too much text is not sent and not lost', () => {
  const { press, app, text, screen } = client();
  app.set({ editor: { ...app.ui().editor, text: 'x'.repeat(17_000), caret: 17_000 } });
  press('\r');
  expect(text()).toHaveLength(17_000);
  expect(screen()).toContain('at most 16384 bytes');
});

test('a paste is inserted, not sent; a large one is asked about', () => {
  const { press, text, screen, store } = client();
  press('\u001b[200~one\rtwo\r\u001b[201~');
  expect(text()).toBe('one\ntwo\n');
  expect(store.get().outbox).toEqual([]);
  press(`\u001b[200~${'line\r'.repeat(40)}\u001b[201~`);
  expect(screen()).toContain('Paste 41 lines');
  press('n');
  expect(text()).toBe('one\ntwo\n');
});

test('drafts are kept for each channel', () => {
  const { press, app, text, store } = client();
  const other = [...store.get().channels.keys()][1];
  if (other === undefined) throw new Error('no channel');
  press('half a thought');
  openTheChannel(app, other);
  expect(text()).toBe('');
  openTheChannel(app, here);
  expect(text()).toBe('half a thought');
});

test('what was sent before comes back with the arrows', () => {
  const { press, text } = client();
  press('first\rsecond\r');
  press(`x${up}`);
  expect(text()).toBe('second');
  press(up);
  expect(text()).toBe('first');
  press(down);
  expect(text()).toBe('second');
});

test('a chosen message can be edited if it is mine; Esc gives back what was being written', async () => {
  const { press, asked, text, screen } = client(chatState(hello), { 'message.edit': {} });
  press(up);
  press('e');
  expect(screen()).toContain('You can edit only what you wrote yourself.');
  press(up);
  press('e');
  expect(text()).toBe('mine');
  press(escape);
  expect(text()).toBe('');
  press(`${up}${up}e`);
  press(' more\r');
  await vi.waitFor(() => expect(text()).toBe(''));
  expect(asked).toContainEqual(['message.edit', { id: messageId(2), content: 'mine more' }]);
});

test('an edit goes on from what was written, and only its author gets the bytes that steer a terminal', () => {
  const raw = 'joined\u200dup\u2066';
  const { press, text, store, copied } = client(chatState([]));
  const apply = (n: number, seq: number) =>
    store.apply({
      type: 'events',
      events: [{ type: 'message.created', message: safeMessage(by(n, seq, raw)) }],
      now: 0,
    });
  apply(1, 1);
  apply(0, 2);
  press(`${up}y`);
  press('e');
  expect(text()).toBe(raw);
  press(escape);
  press(`${up}${up}y`);
  expect(copied).toEqual([raw, toSafeText(raw)]);
});

test('deleting asks first', () => {
  const { press, asked } = client();
  press(`${up}${up}d`);
  press('n');
  expect(asked.some(([name]) => name === 'message.delete')).toBe(false);
  press('d');
  press('y');
  expect(asked).toContainEqual(['message.delete', { id: messageId(2) }]);
});

test('copying gives the text to the terminal', () => {
  const { press, copied } = client();
  press(`${up}y`);
  expect(copied).toEqual(['bye']);
});

test('whoever leaves choosing at the newest message goes on seeing what comes', () => {
  const many = Array.from({ length: 60 }, (_, i) => by(1, i + 1, `line ${i + 1}`));
  const { press, screen, store } = client(chatState(many));
  press(`${up}${up}`);
  store.apply(events(created(by(2, 61, 'while choosing'))));
  expect(screen()).not.toContain('while choosing');
  press(escape);
  expect(screen()).toContain('while choosing');
  store.apply(events(created(by(2, 62, 'and later'))));
  expect(screen()).toContain('and later');
});

test('whoever chose a message further up stays there', () => {
  const many = Array.from({ length: 60 }, (_, i) => by(1, i + 1, `line ${i + 1}`));
  const { press, screen } = client(chatState(many));
  press(up.repeat(40));
  press(escape);
  expect(screen()).toContain('line 21');
  expect(screen()).toContain('↓ End');
});

test('a message that is not sent yet can be chosen: it is on the screen, it is marked, and the keys for it are shown', () => {
  const offline = play(chatState(Array.from({ length: 60 }, (_, i) => by(1, i + 1, `line ${i + 1}`))), {
    type: 'connection',
    connection: { type: 'waiting', until: 5000, reason: toSafeText('Nothing answers at that address.') },
  });
  const { press, screen } = client(offline);
  press(Array.from({ length: 40 }, (_, i) => `pending ${i + 1}\r`).join(''));
  press(up);
  expect(screen()).toContain('▌ pending 40 …');
  expect(screen()).toContain('d discard  y copy  Esc back');
  press(up.repeat(30));
  expect(screen()).toContain('▌ pending 10 …');
  press(up.repeat(10));
  expect(screen()).toContain('▌ line 60');
});

test('the keys shown are those that work on the chosen message', () => {
  const { press, screen } = client();
  press(up);
  expect(screen()).toContain('  y copy  i profile  ! report  Esc back');
  expect(screen()).not.toContain('e edit');
  press(up);
  expect(screen()).toContain('e edit  d delete  y copy  i profile  Esc back');
});

test('a profile is opened from a message and by its name, and Escape goes back to the conversation', async () => {
  const profile = {
    ...user(1),
    display_name: 'Grace Hopper',
    pronouns: 'she/her',
    bio: 'Ships.',
    time_zone: null,
    links: [],
    picture: null,
    pixels: null,
    status_until: null,
    banner: '',
    status_frames: [],
  };
  const { press, screen, asked } = client(chatState(hello), { 'profile.get': profile });
  press(up);
  press('i');
  await vi.waitFor(() => expect(screen()).toContain('Grace Hopper'));
  expect(screen()).toContain('@grace  she/her');
  expect(asked).toContainEqual(['profile.get', { user: userId(1) }]);
  press('\u001b');
  expect(screen()).toContain('bye');
  press('/profile grace\r');
  await vi.waitFor(() => expect(screen()).toContain('Ships.'));
  expect(asked).toContainEqual(['profile.get', { user: 'grace' }]);
});

test('Enter does not delete, and a deleted message is not copied', () => {
  const { press, asked, copied, screen } = client(
    chatState([...hello, by(0, 4, '', { deleted_at: '2026-11-20T09:11:00.000Z' })]),
  );
  press(`${up}y`);
  expect(copied).toEqual([]);
  expect(screen()).not.toContain('Copied.');
  press(`${up}${up}d`);
  expect(screen()).toContain('Delete this message for everybody?');
  press('\r');
  expect(screen()).toContain('Delete this message for everybody?');
  expect(asked.some(([name]) => name === 'message.delete')).toBe(false);
});

test('whoever types on while a message is chosen means to write', () => {
  const { press, text } = client();
  press(up);
  press('hello');
  expect(text()).toBe('hello');
});

test('Ctrl+C empties the line, then warns, then leaves; any other key calls it off', () => {
  const { press, ended, text, screen } = client();
  press('text\u0003');
  expect(text()).toBe('');
  press('\u0003');
  expect(screen()).toContain('Ctrl+C again leaves devchat');
  press('a\u007f');
  press('\u0003');
  expect(ended).toEqual([]);
  press('\u0003');
  expect(ended).toEqual(['quit']);
});

test('Tab completes names, rooms and commands, and goes on to the next', () => {
  const { press, text } = client();
  press('hi @gr\t');
  expect(text()).toBe('hi @grace ');
  press('\u0003/jo\t');
  expect(text()).toBe('/join ');
  press('\u0003see #ge\t');
  expect(text()).toBe('see #general ');
});

test('Tab completes both words of a command, its options, its fixed values and what a word of it may be', () => {
  const { press, text } = client();
  press('/tok\t');
  expect(text()).toBe('/token ');
  press('\u0003/token r\t');
  expect(text()).toBe('/token revoke ');
  press('\u0003/token create --ex\t');
  expect(text()).toBe('/token create --expires ');
  press('\u0003/status aw\t');
  expect(text()).toBe('/status away ');
  press('\u0003/dm gr\t');
  expect(text()).toBe('/dm @grace ');
  press('\u0003/join bui\t');
  expect(text()).toBe('/join #builds ');
  press('\u0003bui\t');
  expect(text()).toBe('bui');
});

test('the verbs of a noun are one line until the noun is there', () => {
  const { app, press, screen, text } = client();
  app.set({ commandHelp: commandLines(app.commands) });
  press('/tok');
  expect(screen()).toMatch(/▌ \/token … +create, list, revoke/);
  expect(screen()).not.toContain('/token list');
  press('\r');
  expect(text()).toBe('/token ');
  expect(screen()).toContain('▌ /token create');
  press('l');
  expect(screen()).toContain('▌ /token list');
  press('\r');
  expect(text()).toBe('/token list ');
});

test('the switcher finds by letters, joins what one is not in, and prefers what is unread', async () => {
  const rooms = { channels: [{ ...room(9, 'garden'), member_count: 3, joined: false }], has_more: false };
  const { press, screen, store, asked } = client(chatState(hello), {
    'channel.list': rooms,
    'channel.join': room(9, 'garden'),
  });
  press('\u0010');
  expect(screen()).toMatch(/▌ #random +@1/);
  press('gard');
  await vi.waitFor(() => expect(screen()).toContain('join · 3'));
  press('\r');
  await vi.waitFor(() => expect(store.get().open).toBe(room(9, 'garden').id));
  expect(asked).toContainEqual(['channel.join', { channel: room(9, 'garden').id }]);
});

test('the switcher offers the rooms of the host before anything is typed', async () => {
  const rooms = { channels: [{ ...room(9, 'garden'), member_count: 3, joined: false }], has_more: false };
  const { press, screen } = client(chatState(hello), { 'channel.list': rooms });
  press('\u0010');
  await vi.waitFor(() => expect(screen()).toMatch(/#garden +join · 3/));
});

test('the switcher finds members by a part of their name, and a stranger only by the whole', () => {
  const { press, screen, store } = client();
  const angela = { ...user(7), username: 'angela', status: 'online' as const, status_text: '', joined_at: '' };
  store.apply({ type: 'members', channel: here, members: makeSafe([angela]) });
  press('\u0010@ngel');
  expect(screen()).toMatch(/▌ @angela +message/);
  expect(screen()).toMatch(/@ngel +write to this name/);
  expect(screen()).toContain('For somebody else, write the whole name.');
  press('\u0015zzz');
  expect(screen()).toContain('Nothing is called that; @ and a whole name');
});

test('the help cuts no key, and says that there is more', () => {
  const { press, screen } = client();
  press('?');
  expect(screen()).toContain('more below: ↓, PgDn or End');
  const pages = [screen()];
  for (let page = 0; page < 8; page++) {
    press('\u001b[6~');
    pages.push(screen());
  }
  expect(pages.join('')).toMatch(/Alt\+Enter, Shift\+Enter/);
  expect(pages.join('')).not.toContain('…');
  expect(screen()).toContain('that is all');
});

test('a form says what is wrong with a field when one leaves it', () => {
  const { app, press, screen } = client();
  app.set({ screen: 'form', form: emptyForm('signup') });
  press('-ada\tshort\t');
  expect(screen()).toContain('start and end with');
  expect(screen()).toContain('at least 8 bytes');
  press('\u001b[Z\u0015long enough\t');
  expect(screen()).not.toContain('at least 8 bytes');
});

test('what is said on the screen is to be done on the screen', async () => {
  const { press, screen } = client(chatState(hello), {
    'channel.list': { channels: [], has_more: false },
    'channel.create': new Refusal('bad_request', '"name" must have only lower-case letters.'),
  });
  press('/join #nowhere\r');
  await vi.waitFor(() => expect(screen()).toContain('There is no room #nowhere; /rooms shows'));
  press('\u0003/create Ü\r');
  await vi.waitFor(() => expect(screen()).toContain('The name must have only'));
});

test('a slash lists the commands, fewer with every letter; Enter takes one before it runs anything', async () => {
  const { app, press, screen, text } = client();
  app.set({ commandHelp: commandLines(app.commands) });
  press('/');
  expect(screen()).toContain('▌ /create ROOM');
  press('le');
  expect(screen()).toMatch(/▌ \/leave .*\n─+\n/);
  press('\r');
  expect(text()).toBe('/leave ');
  press('\u0003/\t\t');
  expect(screen()).toMatch(/▌ \/\w+/);
  expect(text()).not.toBe('/create ');
  press('\u0003/help\r');
  await vi.waitFor(() => expect(screen()).toContain('more below'));
});

test('what is new above is counted until one has been there', () => {
  const many = Array.from({ length: 40 }, (_, i) => by(1, i + 1, `line ${i + 1}`));
  const { app, press, screen } = client(chatState(many, { read_seq: 5, unread: 35, mentions: 0, rev: 0 }));
  keepUp(app);
  expect(screen()).toContain('16 new above, Alt+U');
  press('\u001bu');
  expect(screen()).toContain('── new ──');
  keepUp(app);
  press('\u001b[F');
  keepUp(app);
  expect(screen()).not.toContain('new above');
});

test('in a long run of one author the screen says who speaks, and each message can be told from the next', () => {
  const { screen } = client(chatState(Array.from({ length: 40 }, (_, i) => by(1, i + 1, `line ${i + 1}`))));
  expect(screen().split('\n')[1]).toContain('─ grace  09:00 ─');
  expect(screen()).toContain('· line 39');
});

test('who is in no room is shown those of the host', async () => {
  const rooms = { channels: [{ ...room(9, 'garden'), member_count: 3, joined: false }], has_more: false };
  const { app, screen } = client({ ...chatState(hello), channels: new Map(), open: null }, { 'channel.list': rooms });
  keepUp(app);
  await vi.waitFor(() => expect(screen()).toContain('#garden  3 in it'));
});

test('what is being read stays where it is when more comes, and the newest is one key away', () => {
  const many = Array.from({ length: 60 }, (_, i) => by(1 + (i % 2), i + 1, `line ${i + 1}`));
  const { app, press, screen, store } = client(chatState(many));
  store.apply({ type: 'marker', channel: here, marker: { read_seq: 60, unread: 0, mentions: 0, rev: 0 } });
  scrollBy(app, -20);
  const before = screen().split('\n').slice(2, 20);
  store.apply(events(created(by(1, 61, 'new one')), created(by(1, 62, 'and another'))));
  expect(screen().split('\n').slice(2, 20)).toEqual(before);
  expect(screen()).toContain('2 new below ↓ End');
  press('\u001b[F');
  expect(screen()).toContain('and another');
});

test('own messages below are not counted as new', () => {
  const many = Array.from({ length: 60 }, (_, i) => by(1, i + 1, `line ${i + 1}`));
  const { app, screen, store } = client(chatState(many));
  store.apply({ type: 'marker', channel: here, marker: { read_seq: 60, unread: 0, mentions: 0, rev: 0 } });
  scrollBy(app, -20);
  store.apply(events(created(by(0, 61, 'mine')), created(by(1, 62, 'theirs')), created(by(0, 63, 'mine again'))));
  expect(screen()).toContain(' 1 new below ↓ End');
});

test('the start of the past is asked for before one gets there, and what is on the screen is read', () => {
  const state = chatState(hello);
  const channel = state.channels.get(here);
  if (channel === undefined) throw new Error('no channel');
  const past = { ...channel, window: { ...channel.window, hasBefore: true } };
  const { app, asked } = client({ ...state, channels: new Map(state.channels).set(here, past) });
  keepUp(app);
  expect(asked).toEqual([
    ['load', 'before'],
    ['read', 3],
  ]);
});

test('a channel of which nothing is shown yet is not marked as read', () => {
  const { app, asked, store } = client();
  const builds = [...store.get().channels.values()].find((one) => one.info.name === 'builds');
  if (builds === undefined) throw new Error('no channel');
  openTheChannel(app, builds.id);
  keepUp(app);
  expect(asked).toEqual([['load', 'newest']]);
});

test('going to the channel that is open goes to its newest message, and it is held from then on', () => {
  const many = Array.from({ length: 60 }, (_, i) => by(1, i + 1, `line ${i + 1}`));
  const { app, store } = client(chatState(many));
  scrollBy(app, -20);
  expect(store.get().anchor).not.toBeNull();
  openTheChannel(app, here);
  expect(store.get().anchor).toBeNull();
});

test('nothing is marked as read while nobody looks', () => {
  const { app, asked, press } = client();
  press('\u001b[O');
  keepUp(app);
  expect(asked).toEqual([]);
  press('\u001b[I');
  keepUp(app);
  expect(asked).toEqual([['read', 3]]);
});

test('one key is one change of the screen, and none when it does nothing', async () => {
  const { press, view } = client();
  let frames = 0;
  let last = view.frame();
  view.subscribe(() => {
    if (view.frame() !== last) frames += 1;
    last = view.frame();
  });
  press('a');
  expect(frames).toBe(1);
  press('\u001b[24~');
  expect(frames).toBe(1);
  await Promise.resolve();
});

test('a hostile message changes nothing outside its own lines', () => {
  const all = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).join('');
  const hostile = `${all}\u001b]52;c;eA==\u0007\u001b]8;;http://x\u0007\u009b2J\u202e\u2066${'e\u0301'.padEnd(500, '\u0301')}${'W'.repeat(10_000)}`;
  const calm = client(chatState([by(1, 1, 'calm'), by(2, 2, 'quiet')])).screen();
  const storm = client(chatState([by(1, 1, hostile), by(2, 2, 'quiet')])).screen();
  const outside = (screen: string) => screen.split('\n').map((line, i) => (i < 21 ? line.slice(0, 21) : line));
  expect(outside(storm)).toEqual(outside(calm));
  expect(storm.split('\n').slice(0, 24).join('')).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
  expect(storm).toContain('quiet');
  expect(toSafeText(storm)).toBe(storm);
});

test('where one may only read, Enter says so and keeps the text', () => {
  const joined = room(1, 'general', { permissions: ['view'] });
  const { press, screen, asked } = client(play(chatState(hello), events({ type: 'channel.joined', channel: joined })));
  expect(screen()).toContain('You may read here, not write');
  press('hello?\r');
  expect(screen()).toContain('not write in it. Your text is still here.');
  expect(screen()).toContain('› hello?');
  expect(asked.map(([name]) => name)).not.toContain('message.send');
});

test('Alt+Down goes on through the channels of servers, and the switcher finds them by server and name', () => {
  const guild = server(1, 'Guild');
  const backend = serverChannel(11, serverId(1), 'backend');
  const state = play(
    chatState(hello),
    events({ type: 'server.joined', server: guild }, { type: 'channel.joined', channel: backend }),
  );
  const { press, screen, store } = client(state);
  press('\u001b[1;3A\u001b[1;3A');
  expect(store.get().open).toBe(backend.id);
  expect(screen()).toContain('Guild/#backend');
  press('\u0010guild/#b');
  expect(screen()).toMatch(/▌ Guild\/#backend/);
});
