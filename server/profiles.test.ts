// Profiles, and what a pass unlocks, as others see them: over HTTP and live.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Event } from '../common/events.ts';
import { UserId, type ChannelId } from '../common/ids.ts';
import { at, startTestNode, type Person, type Socket, type TestNode } from './test-node.ts';

let node: TestNode;
let ada: Person;
let bob: Person;
let room: ChannelId;
beforeAll(async () => {
  node = await startTestNode({ limits: { expiryCheckMs: 20, emojiPerUser: 3 } });
  [ada, bob] = [await node.signup('ada'), await node.signup('bob')];
  room = (await ada.ask('channel.create', { name: 'room' })).id;
  await bob.ask('channel.join', { channel: room });
}, 60_000);
afterAll(() => node.stop());

const passFor = async (person: Person, interval: string | null) =>
  await node.db.pool.query('update users set pass_until = now() + $2::interval where id = $1', [person.id, interval]);
const isAbout = (person: Person) => (event: Event) => event.type === 'user.updated' && event.user.id === person.id;

describe('a profile', () => {
  test('says what its owner wrote, changed part by part', async () => {
    const about = { pronouns: 'she/her', bio: 'one\ntwo', time_zone: 'Europe/London', links: ['https://example.org'] };
    await ada.ask('profile.set', { ...about, display_name: 'Ada Lovelace' });
    expect(await bob.ask('profile.get', { user: '@ADA' })).toMatchObject({ ...about, display_name: 'Ada Lovelace' });
    await ada.ask('profile.set', { time_zone: null, links: [] });
    expect(await bob.ask('profile.get', { user: ada.id })).toMatchObject({ ...about, time_zone: null, links: [] });
  });

  test('of somebody who blocked one is the name alone, drawn as everywhere else', async () => {
    const eve = await node.signup('eve');
    const sql = `insert into friends (user_id_1, user_id_2, status) values ($1, $2, 'blocked')`;
    await node.db.pool.query(sql, [ada.id, eve.id]);
    const seen = await eve.ask('profile.get', { user: 'ada' });
    expect(seen).toMatchObject({
      username: 'ada',
      display_name: 'Ada Lovelace',
      pronouns: '',
      bio: '',
      links: [],
      status: 'offline',
      pixels: null,
    });
    const { users } = await eve.ask('profile.name_tags', { users: [UserId.parse(ada.id)] });
    expect(seen).toMatchObject(at(users, 0));
    await eve.ask('channel.join', { channel: room });
    const { members } = await eve.ask('channel.members', { channel: room });
    expect(members).toContainEqual(expect.objectContaining(at(users, 0)));
    const socket = await eve.connect();
    await ada.ask('profile.set', { display_name: 'Ada L.' });
    await socket.event((event) => isAbout(ada)(event) && JSON.stringify(event).includes('Ada L.'));
    await ada.ask('profile.set', { display_name: 'Ada Lovelace' });
    socket.close();
    await eve.ask('channel.leave', { channel: room });
    // The other way round nothing is hidden.
    await ada.ask('profile.get', { user: 'eve' });
    expect(await bob.ask('profile.get', { user: 'ada' })).toMatchObject({ display_name: 'Ada Lovelace' });
  });

  test('is told to those who share a channel, when the name is another', async () => {
    const socket = await bob.connect();
    await ada.ask('profile.set', { display_name: 'Countess' });
    const event = await socket.event(
      (one) => isAbout(ada)(one) && 'user' in one && JSON.stringify(one).includes('Countess'),
    );
    expect(event).toEqual({
      type: 'user.updated',
      user: { id: ada.id, username: 'ada', display_name: 'Countess', name_colour: null, badge: '' },
    });
    expect((await bob.ask('channel.members', { channel: room })).members[0]).toMatchObject({
      display_name: 'Countess',
    });
    socket.close();
  });
});

describe('who is there', () => {
  const seenBy = async (viewer: Person, owner: Person) => {
    const { status, status_text, status_until, status_frames } = await viewer.ask('profile.get', { user: owner.name });
    return { status, status_text, status_until, status_frames };
  };
  const nothing = { status: 'offline', status_text: '', status_until: null, status_frames: [] };
  let [una, vic, sockets]: [Person, Person, Socket[]] = [ada, bob, []];
  beforeAll(async () => {
    [una, vic] = [await node.signup('una'), await node.signup('vic')];
    await passFor(una, '1 day');
    sockets = [await una.connect(), await vic.connect()];
    await una.ask('appearance.set', { status_frames: ['a', 'b'] });
    await una.ask('status.set', { status: 'dnd', text: 'busy', expires_in_minutes: 60 });
    await vi.waitUntil(async () => (await seenBy(una, una)).status === 'dnd');
  });
  afterAll(() => {
    for (const socket of sockets) socket.close();
  });
  const all = { status: 'dnd', status_text: 'busy', status_until: expect.any(String), status_frames: ['a', 'b'] };

  test('a stranger sees on a profile that nobody is; oneself, a friend and who shares a channel see more', async () => {
    expect(await seenBy(vic, una)).toEqual(nothing);
    expect(await seenBy(una, una)).toEqual(all);
    await vic.ask('friend.request', { username: 'una' });
    expect(await seenBy(vic, una)).toEqual(nothing);
    await una.ask('friend.accept', { username: 'vic' });
    expect(await seenBy(vic, una)).toEqual(all);
    await una.ask('friend.remove', { username: 'vic' });
    expect(await seenBy(vic, una)).toEqual(nothing);
    for (const person of [una, vic]) await person.ask('channel.join', { channel: room });
    expect(await seenBy(vic, una)).toEqual(all);
  });

  test.each(['who looks has blocked them', 'they have blocked who looks'])('nobody, where %s', async (how) => {
    for (const person of [una, vic]) await person.ask('channel.join', { channel: room });
    const [by, whom] = how.startsWith('who looks') ? [vic, una] : [una, vic];
    await by.ask('user.block', { username: whom.name });
    expect(await seenBy(vic, una)).toEqual(nothing);
    await by.ask('user.unblock', { username: whom.name });
    expect(await seenBy(vic, una)).toEqual(all);
  });
});

describe('a status for a time', () => {
  test('says when it ends, and is over for every reader at that moment', async () => {
    const me = await ada.ask('status.set', { status: 'dnd', text: 'in a review', expires_in_minutes: 60 });
    expect(Math.round((Date.parse(me.status_until ?? '') - Date.now()) / 60_000)).toBe(60);
    const mine = await ada.connect();
    const socket = await bob.connect();
    await node.db.pool.query(`update users set status_until = now() where id = $1`, [ada.id]);
    // Computed when it is read: nobody has told anybody yet.
    const { me: now } = await ada.ask('auth.whoami', {});
    expect(now).toMatchObject({ status: 'online', status_text: '', status_until: null });
    await mine.event((event) => event.type === 'me.updated' && event.me.status === 'online');
    const seen = await socket.event(
      (event) => event.type === 'presence.updated' && event.user === ada.id && event.status === 'online',
    );
    expect(seen).toMatchObject({ status_text: '' });
    for (const one of [mine, socket]) one.close();
  });

  test('that is chosen anew has no end any more', async () => {
    await ada.ask('status.set', { status: 'dnd', expires_in_minutes: 1 });
    expect(await ada.ask('status.set', { status: 'away' })).toMatchObject({ status_until: null });
  });
});

describe('what a pass unlocks', () => {
  test('is refused without one, in words that say what it would unlock', async () => {
    const refused = await ada.try('appearance.set', { badge: '★' });
    expect(refused.error).toMatchObject({ code: 'forbidden' });
    expect(refused.error?.message).toContain('a badge, a banner and an animated status are unlocked by a pass');
    expect((await ada.try('emoji.add', { name: 'wave', text: 'o/' })).error?.code).toBe('forbidden');
  });

  test('is seen while the pass holds, told when it ends, and kept', async () => {
    const socket = await bob.connect();
    await passFor(ada, '1 day');
    const looks = { name_colour: '#3fa7d6 #d63f9b', badge: '★' };
    await ada.ask('appearance.set', { ...looks, banner: '* * *', status_frames: ['a', 'b'] });
    await socket.event((event) => isAbout(ada)(event) && JSON.stringify(event).includes('★'));
    expect(await bob.ask('profile.name_tags', { users: [UserId.parse(ada.id)] })).toMatchObject({ users: [looks] });
    expect(await bob.ask('profile.get', { user: 'ada' })).toMatchObject({ ...looks, banner: '* * *' });
    const heard = socket.heard.length;
    await passFor(ada, '0 s');
    expect(await bob.ask('profile.get', { user: 'ada' })).toMatchObject({ name_colour: null, badge: '', banner: '' });
    const plain = await socket.event((event) => isAbout(ada)(event) && socket.heard.indexOf(event) >= heard);
    expect(plain).toMatchObject({ user: { name_colour: null, badge: '' } });
    expect(await ada.ask('appearance.get', {})).toMatchObject({ ...looks, banner: '* * *', shown: false });
    expect(await ada.ask('appearance.clear', {})).toMatchObject({ name_colour: null, badge: '', banner: '' });
    socket.close();
  });

  test('so many emoji, and one more is refused', async () => {
    await passFor(ada, '1 day');
    for (const name of ['wave', 'flip', 'shrug']) await ada.ask('emoji.add', { name, text: 'o/' });
    expect((await ada.try('emoji.add', { name: 'more', text: 'o/' })).error?.code).toBe('limit_reached');
    expect(await ada.ask('emoji.add', { name: 'wave', text: '\\o/' })).toEqual({ name: 'wave', text: '\\o/' });
    await ada.ask('emoji.remove', { name: ':flip:' });
    expect((await ada.ask('emoji.list', {})).emoji.map(({ name }) => name)).toEqual(['shrug', 'wave']);
  });
});

describe('a message with custom emoji', () => {
  test('carries their texts to everybody, live and later, and keeps them', async () => {
    await passFor(ada, '1 day');
    const socket = await bob.connect();
    const sent = await ada.send(room, 'hi :wave: :nothing:');
    expect(sent.emoji).toEqual({ wave: '\\o/' });
    await socket.event((event) => event.type === 'message.created' && event.message.emoji?.['wave'] === '\\o/');
    await ada.ask('emoji.remove', { name: 'wave' });
    const last = async () => (await bob.ask('message.history', { channel: room, limit: 1 })).messages.at(-1);
    expect((await last())?.emoji).toEqual({ wave: '\\o/' });
    // The same again is the same message; an edit keeps what is still named.
    expect(await ada.ask('message.send', { id: sent.id, channel: room, content: sent.content })).toEqual(sent);
    const edited = await ada.ask('message.edit', { id: sent.id, content: ':wave: and :shrug:' });
    expect(edited.emoji).toEqual({ wave: '\\o/', shrug: 'o/' });
    expect((await last())?.emoji).toEqual(edited.emoji);
    await ada.ask('message.edit', { id: sent.id, content: 'plain' });
    expect(await last()).not.toHaveProperty('emoji');
    socket.close();
  });

  test('has none without a pass, or when they are somebody else’s', async () => {
    expect(await bob.send(room, ':shrug:')).not.toHaveProperty('emoji');
    await passFor(ada, null);
    expect(await ada.send(room, ':shrug:')).not.toHaveProperty('emoji');
  });

  test('has none once it is deleted, by its author or with a ban: in the answer, in the event and in the history', async () => {
    const [una, vic] = [await node.signup('una2'), await node.signup('vic2')];
    await passFor(vic, '1 day');
    await vic.ask('emoji.add', { name: 'wave', text: 'o/' });
    const { id: channel } = await una.ask('channel.create', { name: 'deleting' });
    await vic.ask('channel.join', { channel });
    const socket = await una.connect();
    const sent = [await vic.send(channel, ':wave:'), await vic.send(channel, ':wave: again')];
    expect(sent.map(({ emoji }) => emoji)).toEqual([{ wave: 'o/' }, { wave: 'o/' }]);
    const first = await vic.ask('message.delete', { id: at(sent, 0).id });
    await una.ask('member.ban', { channel, username: vic.name, delete_messages_hours: 1 });
    const told = [];
    for (const { id } of sent)
      told.push(await socket.event((event) => event.type === 'message.deleted' && event.message.id === id));
    const { messages } = await una.ask('message.history', { channel });
    expect(messages.map(({ content }) => content)).toEqual(['', '']);
    expect(JSON.stringify([first, told, messages])).not.toContain('emoji');
    socket.close();
  });

  test('is written in one batch with others', async () => {
    await passFor(ada, '1 day');
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, i) => ada.send(room, i % 2 === 0 ? `${i}` : `${i} :shrug:`)),
    );
    expect(all.map((one) => one.emoji)).toEqual(all.map((_, i) => (i % 2 === 0 ? undefined : { shrug: 'o/' })));
    const { messages } = await bob.ask('message.history', { channel: room, limit: 20 });
    expect(new Set(messages)).toEqual(new Set(all));
    const deleted = await ada.ask('message.delete', { id: at(all, 1).id });
    expect(deleted).not.toHaveProperty('emoji');
  });
});
