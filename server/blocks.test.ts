// What a block hides from each of the two, in the DM and in the channels where both are.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Event } from '../common/events.ts';
import type { ChannelId } from '../common/ids.ts';
import { databaseKinds } from './test-database.ts';
import { startTestNode, type Person, type Socket, type TestNode } from './test-node.ts';

describe.each(databaseKinds())('a block on %s', (kind) => {
  let node: TestNode;
  let rounds = 0;
  let [ada, bob, carol]: Person[] = [];
  let room: ChannelId;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    node = await startTestNode({ kind, limits: { presenceTellMs: 5, presenceGraceMs: 5, expiryCheckMs: 20 } });
  }, 60_000);
  afterAll(() => node.stop());

  beforeEach(async () => {
    for (const socket of sockets.splice(0)) socket.close();
    const round = rounds++;
    [ada, bob, carol] = [
      await node.signup(`ada${round}`),
      await node.signup(`bob${round}`),
      await node.signup(`carol${round}`),
    ];
    room = (await ada.ask('channel.create', { name: `room${round}` })).id;
    for (const other of [bob, carol]) await other.ask('channel.join', { channel: room });
  });

  const people = () => {
    if (ada === undefined || bob === undefined || carol === undefined) throw new Error('nobody is here');
    return { ada, bob, carol };
  };
  const comes = async (person: Person) => {
    const socket = await person.connect();
    sockets.push(socket);
    return socket;
  };
  const block = async () => await people().ada.ask('user.block', { username: people().bob.name });
  const statusOf = async (viewer: Person, other: Person) => {
    const { members } = await viewer.ask('channel.members', { channel: room });
    return members.find(({ id }) => id === other.id)?.status;
  };
  const presenceOf = (who: Person, status?: string) => (event: Event) =>
    event.type === 'presence.updated' && event.user === who.id && (status === undefined || event.status === status);

  test('ends writing in the DM for both, what was said stays, and the refusal does not say who blocked', async () => {
    const { ada: a, bob: b } = people();
    const dm = (await b.ask('dm.open', { username: a.name })).id;
    const { id } = await b.send(dm, 'hello');
    await block();
    const refusals = [];
    for (const person of [a, b]) {
      const answer = await person.try('message.send', {
        id: '0198c0de-7c1a-7000-8000-1234567890ab' as typeof id,
        channel: dm,
        content: 'x',
      });
      refusals.push(answer.error?.message);
      expect((await person.ask('message.history', { channel: dm })).messages).toHaveLength(1);
      expect((await person.try('channel.typing', { channel: dm })).error?.code).toBe('forbidden');
    }
    expect((await b.try('message.edit', { id, content: 'again' })).error?.code).toBe('forbidden');
    expect(refusals[0]).toMatch(/^Nobody can write in this DM/);
    expect(refusals[1]).toBe(refusals[0]);
    await a.ask('user.unblock', { username: b.name });
    await b.send(dm, 'back');
  });

  test('keeps a DM from being opened, in either direction', async () => {
    const { ada: a, bob: b } = people();
    await block();
    expect((await b.try('dm.open', { username: a.name })).error?.code).toBe('forbidden');
    expect((await b.try('channel.resolve', { target: `@${a.name}` })).error?.code).toBe('forbidden');
    expect((await a.try('dm.open', { username: b.name })).error?.message).toMatch(/You have blocked/);
  });

  test('makes mentions count for neither, in new messages and in edited ones', async () => {
    const { ada: a, bob: b, carol: c } = people();
    await block();
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const sent = await from.send(room, `@${to.name} and @${c.name}`);
      expect(sent.mentions).toEqual([c.id]);
      expect((await from.ask('message.edit', { id: sent.id, content: `@${to.name}, @${c.name}!` })).mentions).toEqual([
        c.id,
      ]);
    }
    const mentions = async (person: Person) =>
      (await person.ask('state.get', {})).channels.find(({ id }) => id === room)?.marker.mentions;
    expect([await mentions(a), await mentions(b), await mentions(c)]).toEqual([0, 0, 2]);
  });

  test('makes each offline for the other at once, in lists and in events, and online for everybody else', async () => {
    const { ada: a, bob: b, carol: c } = people();
    const carols = await comes(c);
    const [adas, bobs] = [await comes(a), await comes(b)];
    await carols.event(presenceOf(a, 'online'));
    await carols.event(presenceOf(b, 'online'));
    expect(await statusOf(a, b)).toBe('online');
    await block();
    await adas.event(presenceOf(b, 'offline'));
    await bobs.event(presenceOf(a, 'offline'));
    expect([await statusOf(a, b), await statusOf(b, a), await statusOf(c, a), await statusOf(c, b)]).toEqual([
      'offline',
      'offline',
      'online',
      'online',
    ]);
    const before = bobs.heard.length;
    await a.ask('status.set', { status: 'dnd', text: 'secret' });
    await carols.event(presenceOf(a, 'dnd'));
    await bobs.ask('host.info', {});
    expect(bobs.heard.slice(before)).toEqual([]);
    await a.ask('user.unblock', { username: b.name });
    await bobs.event(presenceOf(a, 'dnd'));
  });

  test('hides the end of a status, which friends hear without a common channel', async () => {
    const { ada: a, bob: b, carol: c } = people();
    await block();
    await c.ask('channel.leave', { channel: room });
    await a.ask('friend.request', { username: c.name });
    await c.ask('friend.accept', { username: a.name });
    const [adas, bobs, carols] = [await comes(a), await comes(b), await comes(c)];
    await a.ask('status.set', { status: 'dnd', text: 'in a review', expires_in_minutes: 60 });
    await carols.event(presenceOf(a, 'dnd'));
    const before = carols.heard.length;
    await node.db.pool.query('update users set status_until = now() where id = $1', [a.id]);
    await carols.event((event) => carols.heard.indexOf(event) >= before && presenceOf(a, 'online')(event));
    await adas.ask('host.info', {});
    await bobs.ask('host.info', {});
    expect(bobs.heard.filter(presenceOf(a))).toEqual([]);
  });

  test('hides who comes and goes, and who joins a channel', async () => {
    const { ada: a, bob: b, carol: c } = people();
    await block();
    const [bobs, carols] = [await comes(b), await comes(c)];
    const adas = await comes(a);
    await carols.event(presenceOf(a, 'online'));
    const side = (await c.ask('channel.create', { name: `side${rounds}` })).id;
    await b.ask('channel.join', { channel: side });
    await a.ask('channel.join', { channel: side });
    const joined = (status: string) => (event: Event) =>
      event.type === 'member.joined' && event.user.id === a.id && event.user.status === status;
    await carols.event(joined('online'));
    await bobs.event(joined('offline'));
    adas.close();
    await carols.event(presenceOf(a, 'offline'));
    await bobs.ask('host.info', {});
    expect(bobs.heard.filter(presenceOf(a))).toEqual([]);
  });

  test('hides typing from each other and from nobody else', async () => {
    const { ada: a, bob: b, carol: c } = people();
    await block();
    const [adas, bobs, carols] = [await comes(a), await comes(b), await comes(c)];
    await a.ask('channel.typing', { channel: room });
    await b.ask('channel.typing', { channel: room });
    const types = (who: Person) => (event: Event) => event.type === 'typing' && event.user === who.id;
    await carols.event(types(a));
    await carols.event(types(b));
    await adas.event(types(a));
    await adas.ask('host.info', {});
    await bobs.ask('host.info', {});
    expect([adas.heard.some(types(b)), bobs.heard.some(types(a))]).toEqual([false, false]);
  });

  test('a friend who shares no channel is seen to come and go, until the friendship ends', async () => {
    const { ada: a, bob: b } = people();
    await b.ask('channel.leave', { channel: room });
    await a.ask('friend.request', { username: b.name });
    await b.ask('friend.accept', { username: a.name });
    const bobs = await comes(b);
    expect(bobs.state.relations).toMatchObject([{ kind: 'friend', presence: { status: 'offline' } }]);
    const adas = await comes(a);
    await bobs.event(presenceOf(a, 'online'));
    await a.ask('friend.remove', { username: b.name });
    await bobs.event((event) => event.type === 'friend.removed');
    const before = bobs.heard.length;
    await a.ask('status.set', { status: 'away' });
    await adas.event(presenceOf(a, 'away'));
    await bobs.ask('host.info', {});
    expect(bobs.heard.slice(before)).toEqual([]);
  });
});
