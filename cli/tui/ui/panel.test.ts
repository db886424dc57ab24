import { expect, test, vi } from 'vitest';
import { toSafeText } from '../../../common/safe-text.ts';
import { room, state as hostState, user } from '../../../common/test-data.ts';
import { panelKeys } from '../keymap.ts';
import { panels } from '../panels/index.ts';
import { membersMax } from '../panels/members.ts';
import { roomsMax } from '../panels/rooms.ts';
import { client } from '../test-client.ts';
import { chatState, here } from '../test-frames.ts';
import { peoplePanel, powersPanel, type Person } from '../test-panels.ts';
import { openPanel, panelEvents, reloadPanel, topFrame, showOutput } from './panel.ts';

const [up, down, escape, pageDown, home, end] = ['\u001b[A', '\u001b[B', '\u001b', '\u001b[6~', '\u001b[H', '\u001b[F'];

/** A client with lists about people, on the first of which it is. */
async function withPeople(people: Person[] | string = [], answers: Record<string, unknown> = {}) {
  const held = { people };
  const powers = new Map([
    ['send messages', true],
    ['invite people', false],
  ]);
  const table = [peoplePanel(() => held.people), powersPanel(powers)];
  const one = client(chatState([]), answers, table);
  openPanel(one.app, 'people', null);
  await vi.waitFor(() => expect(one.screen()).not.toContain('loading…'));
  return { ...one, held, powers };
}

const three = [
  { name: 'ada', words: '' },
  { name: 'grace', words: 'hello' },
  { name: 'linus', words: '' },
];

test('one goes through the rows by keys, and the last line names what works on the chosen one', async () => {
  const { press, screen } = await withPeople(three);
  expect(screen()).toContain('▌ ada');
  expect(screen()).not.toContain('w write');
  press('j');
  expect(screen()).toContain('▌ grace');
  expect(screen()).toContain('Enter powers  w write  b ban  i invite');
  press(`${end}${down}`);
  expect(screen()).toContain('▌ linus');
  press(`k${up}${up}`);
  expect(screen()).toContain('▌ ada');
  press(`${pageDown}${home}`);
  expect(screen()).toContain('▌ ada');
});

test('Enter goes into the list about a row, Esc back to the row and then to the conversation', async () => {
  const { press, screen } = await withPeople(three);
  press('j\r');
  await vi.waitFor(() => expect(screen()).toContain('[x] send messages'));
  expect(screen()).toContain('People › Powers: grace');
  press(escape);
  expect(screen()).toContain('▌ grace');
  press('q');
  expect(screen()).toContain('#general  Everything');
});

test('a box is ticked by Enter or space, and shows what the host says of it', async () => {
  const { press, screen, powers } = await withPeople(three);
  press('\r');
  await vi.waitFor(() => expect(screen()).toContain('[ ] invite people'));
  press('j ');
  await vi.waitFor(() => expect(screen()).toContain('▌ [x] invite people'));
  expect(powers.get('invite people')).toBe(true);
});

test('an action asks for a choice, a text and a yes, and then runs the command', async () => {
  const { press, screen, asked } = await withPeople(three, { 'channel.resolve': room(1, 'general') });
  press('jb');
  expect(screen()).toContain('People › How long?');
  press('j\r');
  expect(screen()).toContain('Why?');
  press('too "loud" --x\r');
  expect(screen()).toContain('Ban grace for for ever?');
  expect(asked).toEqual([]);
  press('\r');
  expect(screen()).toContain('Ban grace for for ever?');
  press('y');
  await vi.waitFor(() =>
    expect(asked).toContainEqual(['channel.update', { channel: here, topic: 'grace; for ever; too "loud" --x' }]),
  );
  await vi.waitFor(() => expect(screen()).toContain('Something went wrong on the host.'));
  expect(screen()).toContain('▌ grace');
});

test('every step of an action can be taken back, and then nothing is done', async () => {
  const { press, screen, asked } = await withPeople(three);
  press(`jb${escape}`);
  expect(screen()).toContain('▌ grace');
  press(`b\rwhy${escape}`);
  expect(screen()).not.toContain('Why?');
  press('b\r\r');
  expect(screen()).toContain('Ban grace for a day?');
  press('n');
  expect(screen()).toContain('▌ grace');
  press(`i\r${escape}`);
  expect(screen()).toContain('▌ grace');
  expect(asked).toEqual([]);
});

test('a slash filters as one types; Enter keeps it for the keys, Esc shows all again', async () => {
  const { press, screen } = await withPeople(three);
  press('/li');
  expect(screen()).toContain('▌ linus');
  expect(screen()).toContain('1 of 3');
  press('zz');
  expect(screen()).toContain('Nothing here contains "lizz"');
  press('\u007f\u007f\rw');
  expect(screen()).toContain('▌ linus');
  press(escape);
  expect(screen()).toContain('ada');
  expect(screen()).toContain('▌ linus');
  press(`/gr${escape}`);
  expect(screen()).toContain('grace');
});

test('an empty list says what to do, a failed one why, and r tries again', async () => {
  const { press, screen, held } = await withPeople([]);
  expect(screen()).toContain('Nobody is here. i invites somebody.');
  press(escape);
  const failing = await withPeople('The host did not answer.');
  expect(failing.screen()).toContain('The host did not answer.');
  expect(failing.screen()).toContain('r tries again.');
  failing.held.people = three;
  failing.press('r');
  await vi.waitFor(() => expect(failing.screen()).toContain('▌ ada'));
  failing.held.people = 'It is busy.';
  failing.press('r');
  await vi.waitFor(() => expect(failing.screen()).toContain('It is busy.'));
  expect(failing.screen()).toContain('▌ ada');
  held.people = three;
});

test('a list is live: its events reload it, what was chosen stays chosen, and nothing is drawn when nothing changed', async () => {
  const { app, press, screen, view, held } = await withPeople(three);
  press('j');
  held.people = [{ name: 'aaron', words: '' }, ...three];
  panelEvents(app, [{ type: 'typing' }, { type: 'me.updated' }]);
  await vi.waitFor(() => expect(screen()).toContain('aaron'));
  expect(screen()).toContain('▌ grace');
  held.people = three.filter(({ name }) => name !== 'grace');
  reloadPanel(app);
  await vi.waitFor(() => expect(screen()).not.toContain('grace'));
  expect(screen()).toContain('▌ linus');
  const frame = view.frame();
  let loads = 0;
  const before = held.people;
  Object.defineProperty(held, 'people', { get: () => ((loads += 1), before) });
  reloadPanel(app);
  await vi.waitFor(() => expect(loads).toBe(1));
  await Promise.resolve();
  expect(view.frame()).toBe(frame);
});

test('an event that the list does not name asks nothing', async () => {
  const { app, held } = await withPeople(three);
  vi.useFakeTimers();
  let loads = 0;
  Object.defineProperty(held, 'people', { get: () => ((loads += 1), three) });
  panelEvents(app, [{ type: 'typing' }]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(loads).toBe(0);
  for (let i = 0; i < 10; i++) panelEvents(app, [{ type: 'me.updated' }]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(loads).toBe(1);
  vi.useRealTimers();
});

test('of a long list only what is seen is laid out, and the end is one key away', async () => {
  const many = Array.from({ length: 1000 }, (_, i) => ({ name: `user${i}`, words: `words ${i}` }));
  const { app, press, screen, view } = await withPeople(many);
  const draw = vi.spyOn(app.paint, 'draw');
  press('j');
  view.frame();
  expect(draw.mock.calls.length).toBeLessThan(200);
  draw.mockRestore();
  press(end);
  expect(screen()).toContain('▌ user999');
  press(`${home}/user77 words\r`);
  expect(screen()).toContain('11 of 1000');
});

test('what others wrote moves nothing and breaks no row', async () => {
  const { app, screen } = await withPeople([
    { name: 'ada', words: '' },
    { name: 'e\u001b[2Jvil\u202e', words: 'one\ntwo\tthree \u009b2J \u001b]52;c;eA==\u0007' },
  ]);
  expect(screen().split('\n').slice(0, 24).join('')).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
  expect(screen().split('\n')).toHaveLength(26);
  // Already in the state, so that no view has to think of it.
  for (const row of topFrame(app)?.sections.flatMap(({ rows }) => rows) ?? [])
    for (const text of [...row.cells, ...row.detail]) expect(text).toBe(toSafeText(text));
});

test('? shows the keys of the list first, and closing it comes back to the list', async () => {
  const { press, screen } = await withPeople(three);
  press('j?');
  expect(screen()).toMatch(/People\n.*\n? *.*o +powers/);
  expect(screen().indexOf('In a list')).toBeGreaterThan(0);
  press(escape);
  expect(screen()).toContain('▌ grace');
});

test('the switcher, the commands and the help know every list by its word', async () => {
  const { app, press, screen } = client(chatState([]), { 'token.list': { tokens: [] } });
  app.set({ panels: panels.map(({ word, title }) => ({ keys: word, help: title })) });
  press('\u0010/logi');
  expect(screen()).toMatch(/▌ \/logins +Your logins/);
  press('\r');
  await vi.waitFor(() => expect(screen()).toContain('There is no login.'));
  press(escape);
  press('/logins\r');
  await vi.waitFor(() => expect(screen()).toContain('There is no login.'));
});

test('no list has two actions on a key at once, or one on a key that every list has', () => {
  for (const { keys } of panels) for (const { key } of keys) expect(panelKeys.has(key)).toBe(false);
});

const { token } = hostState([]);
const tokens = [
  { ...token, name: 'laptop' },
  { ...token, id: token.id.replace(/1$/, '2'), name: 'old phone', current: false },
];

test('/logins shows which login is this one, and ends another after a yes', async () => {
  const { press, screen, asked } = client(chatState([]), { 'token.list': { tokens }, 'token.revoke': {} });
  press('/logins\r');
  await vi.waitFor(() => expect(screen()).toMatch(/▌ • laptop +this one/));
  press('j');
  expect(screen()).toContain('Enter end it');
  press('x');
  expect(screen()).toContain('End the login "old phone"?');
  press('y');
  await vi.waitFor(() => expect(asked).toContainEqual(['token.revoke', { id: tokens[1]?.id }]));
  await vi.waitFor(() => expect(screen()).toContain('That login has ended.'));
  expect(asked.filter(([name]) => name === 'token.list')).toHaveLength(2);
});

test('a new token is shown once, with the word to keep it', async () => {
  const made = { id: token.id, name: 'ci', token: 'secret-token', expires_at: null };
  const { press, screen, asked } = client(chatState([]), { 'token.list': { tokens }, 'token.create': made });
  press('/logins\r');
  await vi.waitFor(() => expect(screen()).toContain('laptop'));
  press('nci "x"\r');
  await vi.waitFor(() => expect(screen()).toContain('secret-token'));
  expect(screen()).toContain('Keep it: it is not shown again.');
  expect(asked).toContainEqual(['token.create', { name: 'ci "x"' }]);
});

const listed = (n: number, name: string, joined: boolean) => ({ ...room(n, name), member_count: n, joined });

test('/rooms joins and opens a room, and leaves one by its id', async () => {
  const { press, screen, asked, store } = client(chatState([]), {
    'channel.list': { channels: [listed(1, 'general', true), listed(9, 'garden', false)], has_more: false },
    'channel.join': room(9, 'garden'),
    'channel.resolve': room(1, 'general'),
  });
  press('/rooms\r');
  await vi.waitFor(() => expect(screen()).toMatch(/▌ • #general +joined +1 in it/));
  press('x');
  expect(screen()).toContain('Leave #general?');
  press('y');
  await vi.waitFor(() => expect(asked).toContainEqual(['channel.resolve', { target: room(1, '').id }]));
  await vi.waitFor(() => expect(screen()).toContain('Something went wrong'));
  press(`${down}\r`);
  await vi.waitFor(() => expect(store.get().open).toBe(room(9, 'garden').id));
  expect(screen()).toContain('You are in #garden.');
});

test('/members lists who is there first, of the open channel or of another', async () => {
  const members = [
    { ...user(0), joined_at: '' },
    { ...user(1), status: 'offline', joined_at: '' },
    { ...user(2), status: 'dnd', status_text: 'busy', joined_at: '' },
  ];
  const { press, screen, asked } = client(chatState([]), {
    'channel.resolve': room(1, 'general'),
    'channel.members': { members, has_more: false },
    'dm.open': room(7, '', { kind: 'dm', peer: user(2) }),
  });
  press('/members\r');
  await vi.waitFor(() =>
    expect(screen()).toMatch(/2 here.*\n.*▌ ● @ada.*\n.*◆ @linus +dnd +busy.*\n.*Offline.*\n.*○ @grace/),
  );
  expect(screen()).toContain('Members of #general');
  expect(asked[0]).toEqual(['channel.resolve', { target: here }]);
  press(`${down}w`);
  await vi.waitFor(() => expect(asked).toContainEqual(['dm.open', { username: 'linus' }]));
  await vi.waitFor(() => expect(screen()).toContain('Message @linus'));
  press('/members #builds\r');
  await vi.waitFor(() => expect(asked).toContainEqual(['channel.resolve', { target: '#builds' }]));
});

test('a list takes so many rooms and members and no more, and says so', async () => {
  const page = <T>(make: (n: number) => T, key: string) => {
    let n = 0;
    return ({ limit }: { limit: number }) => ({
      [key]: Array.from({ length: limit }, () => make((n += 1))),
      has_more: true,
    });
  };
  const { press, screen } = client(chatState([]), {
    'channel.list': page((n) => listed(n, `room${n}`, false), 'channels'),
    'channel.resolve': room(1, 'general'),
    'channel.members': page((n) => ({ ...user(n), joined_at: '' }), 'members'),
  });
  press('/rooms\r');
  await vi.waitFor(() => expect(screen()).toContain(`The first ${roomsMax};`));
  expect(screen()).toMatch(new RegExp(`Rooms of this host +${roomsMax}\\n`));
  press(escape);
  press('/members\r');
  await vi.waitFor(() => expect(screen()).toContain(`the first ${membersMax}`));
});

test('an answer that a notice would cut is a list that one goes through, and Esc closes it', async () => {
  const channels = Array.from({ length: 30 }, (_, i) => listed(i, `room${i}`, false));
  const { press, screen } = client(chatState([]), { 'channel.list': { channels, has_more: false } });
  press('/channel list\r');
  await vi.waitFor(() => expect(screen()).toContain('▌ #room0 '));
  press(end);
  expect(screen()).toContain('▌ #room29 ');
  press(escape);
  expect(screen()).toContain('#general  Everything');
});

test('a list that failed is asked for again with a new connection', async () => {
  const { app, screen, held } = await withPeople('No connection.');
  held.people = three;
  reloadPanel(app);
  await vi.waitFor(() => expect(screen()).toContain('▌ ada'));
});

test('the lines of a long answer are wrapped, and reading begins where something stands', () => {
  const { app, screen } = client();
  showOutput(app, '/permission explain', [
    '',
    `  may: ${'view, send, '.repeat(12)}speak`,
    ...Array.from({ length: 30 }, (_, i) => `line ${i}`),
  ]);
  expect(screen()).toMatch(/▌ +may: view, send,/);
  expect(screen()).toMatch(/▌ .*speak/);
  expect(screen()).not.toContain('…');
});

test('End goes to the end of the help and Home back to its beginning, where the keys are', () => {
  const { press, screen } = client();
  press('?\u001b[F');
  expect(screen()).toContain('that is all');
  press('\u001b[H');
  expect(screen()).toMatch(/\n.*│ +Everywhere/);
  expect(screen()).toContain('more below');
});
