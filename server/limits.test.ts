// The limits of a host that its requests meet, at their value and one past it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, MessageId, UserId, type ChannelId, type ServerId } from '../common/ids.ts';
import { protocolLimits, type HostLimits } from '../common/limits.ts';
import type { Params, RequestName } from '../common/requests.ts';
import { at, startTestNode, type Person, type TestNode } from './test-node.ts';

const limits: Partial<HostLimits> = {
  sendsPerUserPerMinute: 4,
  writesPerUserPerMinute: 6,
  readsPerUserPerMinute: 5,
  statesPerUserPerMinute: 2,
  roomsPerUser: 2,
  channelsPerUser: 3,
  serversPerUser: 2,
  serversJoinedPerUser: 3,
  membersPerServer: 3,
  channelsPerServer: 3,
  categoriesPerServer: 2,
  invitesPerServer: 2,
};

describe('limits', () => {
  let node: TestNode;
  let people = 0;
  beforeAll(async () => {
    node = await startTestNode({ limits });
  }, 30_000);
  afterAll(() => node.stop());

  const someone = () => node.signup(`person${people++}`);
  const codes = async (
    person: Person,
    times: number,
    request: RequestName,
    params: (index: number) => Params<RequestName>,
  ) => {
    const answers = [];
    for (let index = 0; index < times; index++) answers.push(await person.try(request, params(index)));
    return answers.map((answer) => answer.error?.code ?? 'ok');
  };
  const oks = (count: number) => Array.from({ length: count }, () => 'ok');

  test('so many sends, edits and deletions of one user a minute, and the next is told when to come back', async () => {
    const [person, other] = [await someone(), await someone()];
    const { id: channel } = await person.ask('dm.open', { username: other.name });
    const sends = await codes(person, 5, 'message.send', () => ({ id: newId(MessageId), channel, content: 'x' }));
    expect(sends).toEqual([...oks(4), 'rate_limited']);
    const refused = await person.try('message.delete', { id: newId(MessageId) });
    expect(refused.error).toMatchObject({ code: 'rate_limited', retry_after_ms: expect.any(Number) });
    expect((await other.try('message.send', { id: newId(MessageId), channel, content: 'x' })).error).toBeUndefined();
  });

  test('so many other changes of one user a minute', async () => {
    expect(await codes(await someone(), 7, 'status.set', () => ({ status: 'away' }))).toEqual([
      ...oks(6),
      'rate_limited',
    ]);
  });

  test('so many reads of one user a minute', async () => {
    expect(await codes(await someone(), 6, 'token.list', () => ({}))).toEqual([...oks(5), 'rate_limited']);
  });

  test('so many whole states of one user a minute', async () => {
    expect(await codes(await someone(), 3, 'state.get', () => ({}))).toEqual([...oks(2), 'rate_limited']);
  });

  test('a user may make so many rooms', async () => {
    expect(await codes(await someone(), 3, 'channel.create', (index) => ({ name: `own-${people}-${index}` }))).toEqual([
      ...oks(2),
      'limit_reached',
    ]);
  });

  test('a user may be in so many rooms; DMs that others open do not count', async () => {
    const [maker, second, joiner] = [await someone(), await someone(), await someone()];
    const made = [
      [maker, 'a'],
      [maker, 'b'],
      [second, 'c'],
      [second, 'd'],
    ] as const;
    const rooms: ChannelId[] = [];
    for (const [person, name] of made)
      rooms.push((await person.ask('channel.create', { name: `many-${people}-${name}` })).id);
    await maker.ask('dm.open', { username: joiner.name });
    const answers = await codes(joiner, 4, 'channel.join', (index) => ({ channel: at(rooms, index) }));
    expect(answers).toEqual([...oks(3), 'limit_reached']);
    expect((await joiner.try('dm.open', { username: second.name })).error).toBeUndefined();
  });
});

describe('limits of servers', () => {
  let node: TestNode;
  let people = 0;
  beforeAll(async () => {
    const { writesPerUserPerMinute: _, readsPerUserPerMinute: __, statesPerUserPerMinute: ___, ...ofServers } = limits;
    node = await startTestNode({ limits: ofServers });
  }, 30_000);
  afterAll(() => node.stop());

  const someone = () => node.signup(`member${people++}`);
  const codes = async (count: number, ask: (index: number) => Promise<{ error?: { code: string } }>) => {
    const answers: string[] = [];
    for (let index = 0; index < count; index++) answers.push((await ask(index)).error?.code ?? 'ok');
    return answers;
  };
  const withServer = async () => {
    const owner = await someone();
    return { owner, server: (await owner.ask('server.create', { name: 'full' })).id };
  };

  test('a user may own so many servers, and nobody can give them one more', async () => {
    const { owner } = await withServer();
    const rest = await codes(2, () => owner.try('server.create', { name: 'another' }));
    expect(rest).toEqual(['ok', 'limit_reached']);
    const { owner: giver, server } = await withServer();
    await owner.ask('invite.accept', { code: (await giver.ask('invite.create', { server })).code });
    const given = await giver.try('server.transfer', { server, user: UserId.parse(owner.id) });
    expect(given.error?.code).toBe('limit_reached');
  });

  test('a user may be in so many servers', async () => {
    const guest = await someone();
    const join = async () => {
      const { owner, server } = await withServer();
      return await guest.try('invite.accept', { code: (await owner.ask('invite.create', { server })).code });
    };
    expect(await codes(4, join)).toEqual(['ok', 'ok', 'ok', 'limit_reached']);
    // One that they make is one that they are in.
    expect((await guest.try('server.create', { name: 'of my own' })).error?.message).toMatch(/^You are in 3 servers/);
    const { servers } = await guest.ask('state.get', {});
    await guest.ask('server.leave', { server: at(servers, 0).id });
    expect((await guest.try('server.create', { name: 'of my own' })).error).toBeUndefined();
  });

  test('a server has so many members, and one more uses nothing of the invite', async () => {
    const { owner, server } = await withServer();
    const { code } = await owner.ask('invite.create', { server });
    const join = async () => await (await someone()).try('invite.accept', { code });
    expect(await codes(3, join)).toEqual(['ok', 'ok', 'limit_reached']);
    expect((await owner.ask('invite.list', { server })).invites).toMatchObject([{ uses: 2 }]);
  });

  test('a server has so many channels, categories and invites', async () => {
    const { owner, server } = await withServer();
    const channel = (index: number) => owner.try('channel.create', { server, name: `c${index}` });
    expect(await codes(3, channel)).toEqual(['ok', 'ok', 'limit_reached']);
    const category = (index: number) => owner.try('category.create', { server, name: `c${index}` });
    expect(await codes(3, category)).toEqual(['ok', 'ok', 'limit_reached']);
    const { code } = await owner.ask('invite.create', { server });
    expect(await codes(2, () => owner.try('invite.create', { server }))).toEqual(['ok', 'limit_reached']);
    await owner.ask('invite.revoke', { code });
    expect(await codes(1, () => owner.try('invite.create', { server }))).toEqual(['ok']);
  });
});

test('a user may be in so many channels of servers, whether they come or a channel does', async () => {
  const node = await startTestNode({ limits: { seatsPerUser: 3 } });
  const [olga, ada, bob] = [await node.signup('olga'), await node.signup('ada'), await node.signup('bob')];
  const { id: large } = await olga.ask('server.create', { name: 'large' });
  const { id: small } = await ada.ask('server.create', { name: 'small' });
  const enter = async (owner: Person, server: ServerId) =>
    await bob.try('invite.accept', { code: (await owner.ask('invite.create', { server })).code });
  const channel = (name: string) => olga.try('channel.create', { server: large, name });
  const added = await channel('one');
  expect([added, await channel('two'), await channel('three')].map(({ error }) => error?.code ?? 'ok')).toEqual([
    'ok',
    'ok',
    'limit_reached',
  ]);
  expect((await enter(ada, small)).error).toBeUndefined();
  expect((await enter(olga, large)).error).toMatchObject({ code: 'limit_reached' });
  if (added.ok !== undefined) await olga.ask('channel.delete', { channel: added.ok.id });
  expect((await enter(olga, large)).error).toBeUndefined();
  const refused = (await ada.try('channel.create', { server: small, name: 'more' })).error;
  expect(refused).toMatchObject({ code: 'limit_reached', message: expect.stringContaining('@bob') });
  expect((await bob.ask('state.get', {})).channels).toHaveLength(3);
  await node.stop();
});

test('passwords wait for a worker up to a limit, and further ones are asked to come back', async () => {
  const node = await startTestNode({ limits: { passwordQueue: 2, passwordWorkers: 1 } });
  const login = () => node.post('auth.login', JSON.stringify({ username: 'nobody', password: 'wrong horse' }));
  const statuses = (await Promise.all(Array.from({ length: 12 }, login))).map((response) => response.status);
  expect(statuses).toContain(401);
  expect(statuses).toContain(503);
  expect((await login()).status).toBe(401);
  await node.stop();
}, 20_000);

test('a client so far behind is replayed to, one change further it is told of the gap; unread counts stop at their limit', async () => {
  // Thousands of messages, whose pace is not what is looked at.
  const node = await startTestNode({ limits: { requestsInFlightPerSocket: 8, framesPerSocketPerSecond: 100_000 } });
  const [ada, bob] = [await node.signup('ada'), await node.signup('bob')];
  const { id: channel } = await ada.ask('channel.create', { name: 'busy' });
  await bob.ask('channel.join', { channel });
  const socket = await ada.connect();
  const send = () => socket.ask('message.send', { id: newId(MessageId), channel, content: 'x' });
  const unread = async () => (await bob.ask('state.get', {})).channels[0]?.marker.unread;

  // Far more at once than may be in flight: reading pauses, and all are answered.
  const count = protocolLimits.unreadMaxCount - 1;
  const first = await Promise.all(Array.from({ length: count }, send));
  expect(first.filter((answer) => answer.ok !== undefined)).toHaveLength(count);
  expect(await unread()).toBe(count);
  await send();
  await send();
  expect(await unread()).toBe(protocolLimits.unreadMaxCount);

  await Promise.all(Array.from({ length: protocolLimits.replayMaxChanges - count - 2 }, send));
  const gapAfter = async (after_rev: number) => (await bob.ask('channel.changes', { channel, after_rev })).gap;
  expect(await gapAfter(0)).toBe(false);
  await send();
  expect([await gapAfter(0), await gapAfter(1)]).toEqual([true, false]);
  expect(await gapAfter(protocolLimits.replayMaxChanges + 2)).toBe(true);
  socket.close();
  await node.stop();
}, 60_000);

test('a user who asks for much at once waits in line behind themself, and others do not', async () => {
  const node = await startTestNode({ limits: { requestsAtOncePerUser: 2, requestsInFlightPerSocket: 1000 } });
  const [ada, bob] = [await node.signup('ada'), await node.signup('bob')];
  const { id: channel } = await ada.ask('channel.create', { name: 'busy' });
  const [greedy, modest] = [await ada.connect(), await bob.connect()];
  let answered = 0;
  const many = Array.from({ length: 400 }, async () => {
    const answer = await greedy.ask('channel.changes', { channel, after_rev: 0 });
    expect(answer.error).toBeUndefined();
    answered += 1;
  });
  // All of them have arrived when the first is answered.
  await Promise.race(many);
  expect((await modest.ask('auth.whoami', {})).error).toBeUndefined();
  expect(answered).toBeLessThan(200);
  await Promise.all(many);
  greedy.close();
  modest.close();
  await node.stop();
}, 20_000);
