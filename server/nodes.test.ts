// Several nodes on one PostgreSQL are one host: with a bus, and with one that loses everything.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeTable } from '../common/frame.ts';
import { newId, MessageId, type ChannelId, type ServerId } from '../common/ids.ts';
import type { Event } from '../common/events.ts';
import { openNatsBus } from './bus/nats.ts';
import { userId } from './matrix/world.ts';
import { silentMeter } from './domain/meter.ts';
import { createTestDatabase, databaseKinds, lockTable, queryPostgres, type TestDatabase } from './test-database.ts';
import { at, startTestNode, type Person, type Socket, type TestNode } from './test-node.ts';
import { natsUrl } from './test-nats.ts';

/** What the design allows a revocation to take, on every node. */
const revokedWithinMs = 1000;
const positionCheckMs = 400;

const buses: { readonly name: string; readonly busUrl: string | null }[] = [
  { name: 'nodes on a bus that loses everything', busUrl: null },
  ...(natsUrl() === undefined ? [] : [{ name: 'nodes on NATS', busUrl: natsUrl() ?? null }]),
];
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (condition: () => Promise<boolean> | boolean) => {
  while (!(await condition())) await sleep(10);
};

describe.skipIf(!databaseKinds().includes('postgresql')).each(buses)('$name', ({ busUrl }) => {
  let database: TestDatabase;
  let one: TestNode;
  let other: TestNode;
  let ada: Person;
  let bob: Person;
  let room: ChannelId;
  let names = 0;

  beforeAll(async () => {
    database = await createTestDatabase('postgresql');
    const limits = { positionCheckMs, nodeLeaseMs: 1500 };
    one = await startTestNode({ database, limits, config: { busUrl } });
    other = await startTestNode({ database, limits, config: { busUrl } });
    ada = await one.signup('ada');
    bob = other.as(await one.signup('bob'));
    room = (await ada.ask('channel.create', { name: 'general' })).id;
    await bob.ask('channel.join', { channel: room });
  });
  afterAll(async () => {
    await one.stop();
    await other.stop();
    await database.drop();
  });
  const hears = async (socket: Socket, content: string) =>
    await socket.event((event) => event.type === 'message.created' && event.message.content === content);
  const revsHeard = (socket: Socket, channel: ChannelId) =>
    socket.heard.flatMap((event: Event) =>
      'message' in event && event.message.channel === channel ? [event.message.rev] : [],
    );

  /** As an event, or in a state that was sent again. */
  const hasFirst = (socket: Socket, channel: ChannelId) =>
    revsHeard(socket, channel).length > 0 ||
    socket.states.some((state) => state.channels.some(({ id, last_seq }) => id === channel && last_seq === 1));

  test('a message sent on one is heard on the other, without anything that follows it', async () => {
    const socket = await bob.connect();
    await ada.send(room, 'across');
    expect(await hears(socket, 'across')).toMatchObject({ message: { channel: room } });
    socket.close();
  });

  test('what both write at the same time is heard on both in one order, without holes, each once', async () => {
    const { id } = await ada.ask('channel.create', { name: `busy${names++}` });
    await bob.ask('channel.join', { channel: id });
    const sockets = [await ada.connect(), await bob.connect()];
    const sends = Array.from({ length: 200 }, (_, index) =>
      at(sockets, index % 2).ask('message.send', { id: newId(MessageId), channel: id, content: `${index}` }),
    );
    await Promise.all(sends);
    for (const socket of sockets) {
      await until(() => revsHeard(socket, id).length >= 200);
      expect(revsHeard(socket, id)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
      socket.close();
    }
  });

  test('another topic is heard on the other node, as the change that it is', async () => {
    const socket = await bob.connect();
    await ada.ask('channel.update', { channel: room, topic: 'tea' });
    const updated = await socket.event((event) => event.type === 'channel.updated');
    expect(updated).toMatchObject({ channel: { id: room, topic: 'tea' } });
    expect(await bob.ask('channel.changes', { channel: room, after_rev: 0 })).toMatchObject({
      channel: { topic: 'tea' },
      last_rev: updated.type === 'channel.updated' ? updated.rev : -1,
    });
    socket.close();
  });

  test('who joins on one node hears the channel on the other, from the first message', async () => {
    const { id } = await ada.ask('channel.create', { name: `joined${names++}` });
    const socket = await bob.connect();
    await one.as(bob).ask('channel.join', { channel: id });
    await ada.send(id, 'welcome');
    await until(() => hasFirst(socket, id));
    await ada.send(id, 'and again');
    expect(await hears(socket, 'and again')).toMatchObject({ message: { channel: id } });
    socket.close();
  });

  test('who leaves on one node hears nothing more on the other a second later, and may ask nothing more', async () => {
    const { id } = await ada.ask('channel.create', { name: `left${names++}` });
    await bob.ask('channel.join', { channel: id });
    const socket = await bob.connect();
    expect((await bob.try('message.history', { channel: id })).ok).toBeDefined();
    await one.as(bob).ask('channel.leave', { channel: id });
    await sleep(revokedWithinMs);
    expect((await bob.try('message.history', { channel: id })).error?.code).toBe('not_a_member');
    await ada.send(id, 'among ourselves');
    await ada.send(room, 'for all');
    await hears(socket, 'for all');
    await sleep(2 * positionCheckMs);
    expect(revsHeard(socket, id)).toEqual([]);
    socket.close();
  });

  test('a membership that only requests asked for ends on every node within a second', async () => {
    const { id } = await ada.ask('channel.create', { name: `asked${names++}` });
    const carol = other.as(await one.signup(`carol${names++}`));
    await carol.ask('channel.join', { channel: id });
    await carol.ask('message.history', { channel: id });
    await one.as(carol).ask('channel.leave', { channel: id });
    await sleep(revokedWithinMs);
    expect((await carol.try('message.history', { channel: id })).error?.code).toBe('not_a_member');
  });

  describe('a server', () => {
    const made = async () => {
      const { id: server } = await ada.ask('server.create', { name: `server ${names++}` });
      const { code } = await ada.ask('invite.create', { server });
      const { channels } = await ada.ask('state.get', {});
      const channel = channels.find(({ server_id }) => server_id === server)?.id ?? room;
      return { server, code, channel };
    };
    const isIn = (socket: Socket, channel: ChannelId) =>
      socket.heard.some((event) => event.type === 'channel.joined' && event.channel.id === channel) ||
      socket.states.some((state) => state.channels.some(({ id }) => id === channel));
    const isOut = (socket: Socket, server: ServerId) =>
      socket.heard.some((event) => event.type === 'server.left' && event.server === server) ||
      socket.states.at(-1)?.servers.every(({ id }) => id !== server) === true;

    test('that is joined on one node is heard on the other', async () => {
      const { code, channel } = await made();
      const socket = await bob.connect();
      await one.as(bob).ask('invite.accept', { code });
      await until(() => isIn(socket, channel));
      await ada.send(channel, 'welcome');
      await until(() => hasFirst(socket, channel));
      await ada.send(channel, 'and again');
      expect(await hears(socket, 'and again')).toMatchObject({ message: { channel } });
      socket.close();
    });

    test.each(['left', 'deleted', 'made private'] as const)(
      'that is %s on one node is over on the other a second later',
      async (how) => {
        const { server, code, channel } = await made();
        await bob.ask('invite.accept', { code });
        const socket = await bob.connect();
        expect((await bob.try('message.history', { channel })).ok).toBeDefined();
        if (how === 'left') await one.as(bob).ask('server.leave', { server });
        else if (how === 'deleted') await ada.ask('server.delete', { server });
        else await ada.ask('channel.update', { channel, private: true });
        await sleep(revokedWithinMs);
        expect((await bob.try('message.history', { channel })).error?.code).toBe('not_found');
        expect((await bob.try('message.send', { id: newId(MessageId), channel, content: 'x' })).error).toBeDefined();
        expect(isOut(socket, server)).toBe(how !== 'made private');
        if (how !== 'deleted') await ada.send(channel, 'among ourselves');
        await ada.send(room, `for all after ${server}`);
        await hears(socket, `for all after ${server}`);
        expect(revsHeard(socket, channel)).toEqual([]);
        socket.close();
      },
    );

    test('that is renamed on one node is so on the other', async () => {
      const { server, code } = await made();
      await bob.ask('invite.accept', { code });
      const socket = await bob.connect();
      await ada.ask('server.update', { server, name: 'another name' });
      const updated = await socket.event((event) => event.type === 'server.updated' && event.server.id === server);
      expect(updated).toMatchObject({ server: { name: 'another name' } });
      socket.close();
    });
  });

  test('a login that is revoked on one node loses its sockets on the other within a second', async () => {
    const { id, token } = await ada.ask('token.create', { name: 'script' });
    const socket = await other.as({ ...ada, token }).connect();
    await ada.ask('token.revoke', { id });
    const closed = await Promise.race([socket.closed, sleep(revokedWithinMs).then(() => 'still open')]);
    expect(closed).toMatchObject({ code: closeTable.not_logged_in.number });
  });

  test('who is suspended on one node is cut off and refused on the other within a second, and their rank ends there as soon', async () => {
    const carol = other.as(await one.signup(`carol${names++}`));
    const user = userId(carol);
    await ada.ask('admin.role.set', { user, role: 'administrator' });
    const socket = await carol.connect();
    expect((await socket.ask('admin.settings.get', {})).error).toBeUndefined();
    await ada.ask('admin.role.set', { user, role: 'member' });
    expect((await socket.ask('admin.settings.get', {})).error?.code).toBe('forbidden');
    await ada.ask('admin.user.suspend', { user });
    expect((await carol.try('auth.whoami', {})).error?.code).toBe('suspended');
    const closed = await Promise.race([socket.closed, sleep(revokedWithinMs).then(() => 'still open')]);
    expect(closed).toMatchObject({ code: closeTable.suspended.number });
  });

  test('settings and announcements of one node are those of the other soon, and told there', async () => {
    const socket = await bob.connect();
    await ada.ask('admin.announce', { text: 'There is cake.' });
    const heard = await socket.event((event) => event.type === 'host.updated');
    expect(heard).toMatchObject({ host: { announcement: { text: 'There is cake.' } } });
    await ada.ask('admin.settings.set', { limits: { serversPerUser: 1 } });
    await until(async () => {
      const answer = await bob.try('server.create', { name: 'one of many' });
      return answer.error?.code === 'limit_reached';
    });
    await ada.ask('admin.settings.set', { limits: { serversPerUser: null } });
    await ada.ask('admin.announce', { text: null });
    socket.close();
  });

  describe('people', () => {
    /** One on each node. */
    const two = async () => [await one.signup(`una${names++}`), other.as(await one.signup(`vic${names++}`))] as const;
    const presenceOf = (who: Person, status: string) => (event: Event) =>
      event.type === 'presence.updated' && event.user === who.id && event.status === status;

    test.runIf(busUrl !== null)(
      'a request for friendship is heard, answered and kept across nodes, and friends see each other come and go',
      async () => {
        const [una, vic] = await two();
        const [unas, vics] = [await una.connect(), await vic.connect()];
        await una.ask('friend.request', { username: vic.name });
        const isKind = (kind: string) => (event: Event) =>
          event.type === 'friend.updated' && event.relation.kind === kind;
        await vics.event(isKind('incoming'));
        await vic.ask('friend.accept', { username: una.name });
        await unas.event(isKind('friend'));
        unas.close();
        await vics.event(presenceOf(una, 'offline'));
        await una.ask('friend.remove', { username: vic.name });
        await vics.event((event) => event.type === 'friend.removed' && event.user === una.id);
        expect((await vic.ask('friend.list', {})).relations).toEqual([]);
        vics.close();
      },
    );

    test('a block that is made on one node holds on the other: nobody is seen there, and nobody is mentioned', async () => {
      const [una, vic] = await two();
      const { id: channel } = await una.ask('channel.create', { name: `blocks${names++}` });
      await vic.ask('channel.join', { channel });
      const sockets = [await una.connect(), await vic.connect()];
      const seen = async (viewer: Person, who: Person) =>
        (await viewer.ask('channel.members', { channel })).members.find(({ id }) => id === who.id)?.status;
      await until(async () => (await seen(una, vic)) === 'online' && (await seen(vic, una)) === 'online');
      expect((await vic.send(channel, `@${una.name}`)).mentions).toEqual([una.id]);
      await una.ask('user.block', { username: vic.name });
      expect([await seen(una, vic), await seen(vic, una)]).toEqual(['offline', 'offline']);
      expect((await vic.send(channel, `@${una.name}`)).mentions).toEqual([]);
      expect((await una.send(channel, `@${vic.name}`)).mentions).toEqual([]);
      for (const socket of sockets) socket.close();
    });

    test.runIf(busUrl !== null)(
      'what somebody does is not told to whom they have blocked on another node',
      async () => {
        const [una, vic] = await two();
        const { id: channel } = await una.ask('channel.create', { name: `blocks${names++}` });
        for (const person of [vic, bob]) await person.ask('channel.join', { channel });
        const [vics, bobs] = [await vic.connect(), await bob.connect()];
        const unas = await una.connect();
        await vics.event(presenceOf(una, 'online'));
        await una.ask('user.block', { username: vic.name });
        await vics.event(presenceOf(una, 'offline'));
        await una.ask('status.set', { status: 'dnd' });
        await bobs.event(presenceOf(una, 'dnd'));
        await vics.ask('host.info', {});
        expect(vics.heard.some(presenceOf(una, 'dnd'))).toBe(false);
        for (const socket of [unas, vics, bobs]) socket.close();
      },
    );

    test.runIf(busUrl !== null)('another display name is drawn on the other node', async () => {
      const socket = await bob.connect();
      await ada.ask('profile.set', { display_name: 'Ada Lovelace' });
      const updated = await socket.event((event) => event.type === 'user.updated');
      expect(updated).toMatchObject({ user: { id: ada.id, display_name: 'Ada Lovelace' } });
      socket.close();
    });
  });

  test('a DM that is opened on one node is there on the other', async () => {
    const dora = await one.signup(`dora${names++}`);
    const socket = await bob.connect();
    const dm = await dora.ask('dm.open', { username: 'bob' });
    await dora.send(dm.id, 'psst');
    await until(() => hasFirst(socket, dm.id));
    await dora.send(dm.id, 'are you there?');
    expect(await hears(socket, 'are you there?')).toMatchObject({ message: { channel: dm.id, seq: 2 } });
    socket.close();
  });

  test('a node that cannot see who left tells nobody anything until it can', async () => {
    const { id } = await ada.ask('channel.create', { name: `uncertain${names++}` });
    await bob.ask('channel.join', { channel: id });
    const socket = await bob.connect();
    // Nobody reads notices while their table is locked; everything else goes on.
    const lock = await lockTable(database, 'notices');
    try {
      await sleep(revokedWithinMs);
      await ada.send(id, 'who hears this?');
      await sleep(2 * positionCheckMs);
      expect(revsHeard(socket, id)).toEqual([]);
    } finally {
      await lock.release();
    }
    await hears(socket, 'who hears this?');
    socket.close();
  });

  test.runIf(busUrl !== null)(
    'an event of joining or leaving that comes late is found out within a second',
    async () => {
      const { id } = await ada.ask('channel.create', { name: `late${names++}` });
      const joined = await bob.ask('channel.join', { channel: id });
      const socket = await bob.connect();
      const late = await openNatsBus({
        url: busUrl ?? '',
        namespace: socket.state.host.epoch,
        meter: silentMeter,
        onError: () => {},
        onNews: () => {},
      });
      const to = { type: 'user', id: socket.state.me.id } as const;
      const heardAfterASecond = async (content: string) => {
        await sleep(revokedWithinMs);
        await ada.send(id, content);
        await ada.send(room, `after ${content}`);
        await hears(socket, `after ${content}`);
        return socket.heard.some((event) => event.type === 'message.created' && event.message.content === content);
      };
      late.publish({ type: 'events', to, events: [{ type: 'channel.left', channel: id }] });
      expect(await heardAfterASecond('still a member')).toBe(true);
      await bob.ask('channel.leave', { channel: id });
      await sleep(revokedWithinMs);
      late.publish({ type: 'events', to, events: [{ type: 'channel.joined', channel: joined }] });
      expect(await heardAfterASecond('a member no more')).toBe(false);
      await late.close();
      socket.close();
    },
  );

  test('the same id sent to both at once is one message', async () => {
    const message = { id: newId(MessageId), channel: room, content: 'once' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? ada : other.as(ada)).ask('message.send', message)),
    );
    expect(new Set(answers.map(({ seq }) => seq)).size).toBe(1);
  });

  test.runIf(busUrl !== null)('who is connected to one node is seen on the other, until they are gone', async () => {
    const watcher = await bob.connect();
    const socket = await ada.connect();
    await watcher.event(
      (event) => event.type === 'presence.updated' && event.user === ada.id && event.status === 'online',
    );
    const seen = async () =>
      (await bob.ask('channel.members', { channel: room })).members.find(({ id }) => id === ada.id)?.status;
    expect(await seen()).toBe('online');
    socket.close();
    const told = () => watcher.heard.findLast((event) => event.type === 'presence.updated' && event.user === ada.id);
    await until(async () => {
      const last = told();
      return last?.type === 'presence.updated' && last.status === 'offline' && (await seen()) === 'offline';
    });
    watcher.close();
  });

  test.runIf(busUrl !== null)(
    'who was connected to a node that died is told to be gone when its lease is over',
    async () => {
      const dead = randomUUID();
      await queryPostgres(database, `insert into nodes (id, lease_until) values ('${dead}', now() + interval '1 s')`);
      await queryPostgres(database, `insert into presence (user_id, node_id) values ('${ada.id}', '${dead}')`);
      const watcher = await bob.connect();
      const { members } = await bob.ask('channel.members', { channel: room });
      expect(members.find(({ id }) => id === ada.id)?.status).toBe('online');
      const gone = await watcher.event((event) => event.type === 'presence.updated' && event.user === ada.id);
      expect(gone).toMatchObject({ status: 'offline' });
      watcher.close();
    },
  );

  test.runIf(busUrl !== null)(
    'who is on two nodes is told to have come once, and to be gone when both are left',
    async () => {
      const watcher = await bob.connect();
      const told = () => watcher.heard.filter((event) => event.type === 'presence.updated' && event.user === ada.id);
      const [here, there] = [await ada.connect(), await other.as(ada).connect()];
      await until(() => told().length > 0);
      await sleep(500);
      here.close();
      await sleep(500);
      expect(told()).toHaveLength(1);
      there.close();
      await until(() => told().length > 1);
      expect(told()).toMatchObject([{ status: 'online' }, { status: 'offline' }]);
      watcher.close();
    },
  );

  test('a node that others thought gone says who is connected to it', async () => {
    const socket = await ada.connect();
    const seen = async () =>
      (await bob.ask('channel.members', { channel: room })).members.find(({ id }) => id === ada.id)?.status;
    await until(async () => (await seen()) === 'online');
    await queryPostgres(database, 'delete from nodes; delete from presence');
    expect(await seen()).toBe('offline');
    await until(async () => (await seen()) === 'online');
    socket.close();
  });
});
