// Changes of servers that wait for one another, on PostgreSQL: judged on what is so when they are made, and holding up nobody else.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MessageId, newId } from '../common/ids.ts';
import { toBits, type Permission } from '../common/permissions.ts';
import { renewAccess } from './store/access.ts';
import { removeFromServer } from './store/server-members.ts';
import { changeServer } from './store/servers.ts';
import { transaction, type Transaction } from './store/transaction.ts';
import { databaseKinds, lockRow } from './test-database.ts';
import { startTestNode, type Person, type TestNode } from './test-node.ts';
import { createTestServer, idOf, type TestServer } from './test-server.ts';

describe.runIf(databaseKinds().includes('postgresql'))('on PostgreSQL', () => {
  let node: TestNode;
  let olga: Person;
  let ada: Person;
  let bob: Person;
  let names = 0;
  beforeAll(async () => {
    node = await startTestNode({
      kind: 'postgresql',
      limits: { serversPerUser: 100, serversJoinedPerUser: 100, expiryCheckMs: 20 },
    });
    [olga, ada, bob] = [await node.signup('olga'), await node.signup('ada'), await node.signup('bob')];
  });
  afterAll(() => node.stop());

  /** A server with all three in it, in which ada has a role with these permissions. */
  const place = async (...permissions: Permission[]): Promise<TestServer> => {
    const server = await createTestServer(node, olga, `server ${names++}`);
    await server.join(ada, bob);
    if (permissions.length > 0) await server.role('powers', permissions, ada);
    return server;
  };

  /** Makes `change` while `begun` waits for the server. */
  async function whileItWaits<T>(
    { id }: TestServer,
    begun: () => Promise<T>,
    change: (tx: Transaction) => Promise<unknown>,
  ): Promise<T> {
    const attempts: Promise<T>[] = [];
    await changeServer(node.db, id, async (tx) => {
      attempts.push(begun());
      await someoneWaits(tx);
      await change(tx);
      return { result: null, access: {} };
    });
    const [answer] = await Promise.all(attempts);
    if (answer === undefined) throw new Error('the server is gone');
    return answer;
  }

  async function someoneWaits(tx: Transaction): Promise<void> {
    for (;;) {
      // What a transaction has seen of others it would see again.
      await tx.rows('select pg_stat_clear_snapshot()');
      const [waiting] = await tx.rows<{ n: number }>(
        `select count(*)::float8 as n from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and query like 'select 1 from servers%'`,
      );
      if (waiting?.n === 1) return;
    }
  }

  const dismiss = (tx: Transaction) => tx.rows('delete from user_roles where user_id = $1', [ada.id]);
  const code = async (answer: Promise<{ readonly error?: { readonly code: string } | undefined }>) =>
    (await answer).error?.code ?? 'ok';
  const all = ['ban', 'kick', 'time_out', 'manage_channels', 'manage_nicknames', 'manage_server'] as const;

  const deeds: { name: string; deed: (server: TestServer) => Promise<{ error?: { code: string } | undefined }> }[] = [
    { name: 'ban', deed: ({ id }) => ada.try('member.ban', { server: id, username: 'bob' }) },
    { name: 'kick', deed: ({ id }) => ada.try('member.kick', { server: id, username: 'bob' }) },
    { name: 'time out', deed: ({ id }) => ada.try('member.time_out', { server: id, username: 'bob', duration_s: 60 }) },
    {
      name: 'rename',
      deed: ({ id }) => ada.try('member.nickname', { server: id, user: idOf(bob), nickname: 'bobby' }),
    },
    { name: 'rename the server', deed: ({ id }) => ada.try('server.update', { server: id, name: 'mine' }) },
    { name: 'make a channel', deed: ({ id }) => ada.try('channel.create', { server: id, name: 'mine' }) },
    { name: 'change a channel', deed: ({ channel }) => ada.try('channel.update', { channel, topic: 'mine' }) },
    { name: 'delete a channel', deed: ({ channel }) => ada.try('channel.delete', { channel }) },
    { name: 'make a category', deed: ({ id }) => ada.try('category.create', { server: id, name: 'mine' }) },
  ];

  test.each(deeds)('who loses the permission to $name while they wait does nothing with it', async ({ deed }) => {
    const server = await place(...all);
    expect(await code(whileItWaits(server, () => deed(server), dismiss))).toBe('forbidden');
    const { members } = await olga.ask('server.members', { server: server.id });
    expect(members.map(({ username }) => username).toSorted()).toEqual(['ada', 'bob', 'olga']);
    expect(await olga.ask('audit.list', { server: server.id })).toMatchObject({ entries: [] });
  });

  test('who was given the server meanwhile is not banned from it', async () => {
    const server = await place('ban');
    const give = (tx: Transaction) => tx.rows('update servers set owner_id = $2 where id = $1', [server.id, bob.id]);
    const ban = () => ada.try('member.ban', { server: server.id, username: 'bob' });
    expect(await code(whileItWaits(server, ban, give))).toBe('forbidden');
    expect((await bob.ask('server.get', { server: server.id })).owner).toBe(bob.id);
    expect((await bob.ask('ban.list', { server: server.id })).bans).toEqual([]);
  });

  test('who was removed meanwhile makes no invite to come back by', async () => {
    const server = await place();
    const remove = (tx: Transaction) => removeFromServer(tx, server.id, idOf(ada));
    const invite = () => ada.try('invite.create', { server: server.id });
    expect(await code(whileItWaits(server, invite, remove))).toBe('not_found');
    expect((await olga.ask('invite.list', { server: server.id })).invites).toEqual([]);
  });

  test('what is undone leaves nothing behind, and an owner who is to be removed keeps what they have', async () => {
    const server = await place();
    const role = await server.role('own', [], olga);
    const change = await changeServer(node.db, server.id, async (tx) => {
      await tx.rows('update servers set description = $2 where id = $1', [server.id, 'half done']);
      return { undone: 'no' };
    });
    expect(change).toEqual({ undone: 'no' });
    expect(await transaction(node.db, (tx) => removeFromServer(tx, server.id, idOf(olga)))).toBe(false);
    const { me, description } = await olga.ask('server.get', { server: server.id });
    expect([me.roles, description]).toEqual([[role], '']);
  });

  test('while a kick waits for its server, what is said elsewhere is acknowledged', async () => {
    const server = await place();
    const { id: room } = await bob.ask('channel.create', { name: `room${names++}` });
    const lock = await lockRow(node.database, `select 1 from servers where id = '${server.id}' for update`);
    const kick = olga.try('member.kick', { server: server.id, username: 'ada' });
    try {
      await transaction(node.db, someoneWaits);
      for (let i = 0; i < 5; i++) expect((await bob.send(room, `and ${i}`)).seq).toBe(i + 1);
    } finally {
      await lock.release();
    }
    expect(await code(kick)).toBe('ok');
  }, 10_000);

  test('a change for more members than are looked at in one go reaches all of them', async () => {
    const server = await place();
    const people = 4100;
    await transaction(node.db, async (tx) => {
      await tx.rows(
        `with made as (insert into users (id, username, password)
           select gen_random_uuid(), 'crowd' || n, 'x' from generate_series(1, $2::int) n returning id)
         insert into server_members (server_id, user_id) select $1, id from made`,
        [server.id, people],
      );
      await renewAccess(tx, server.id);
    });
    const writing = async () => {
      const [found] = await transaction(node.db, (tx) =>
        tx.rows<{ n: number }>(
          'select count(*)::float8 as n from channel_members where channel_id = $1 and permissions & $2 <> 0',
          [server.channel, toBits(['send'])],
        ),
      );
      return found?.n;
    };
    expect(await writing()).toBe(people + 3);
    const { roles } = await olga.ask('server.get', { server: server.id });
    await olga.ask('role.update', {
      role: server.defaultRole,
      permissions: roles[0]?.permissions.filter((p) => p !== 'send'),
    });
    // The owner is left.
    expect(await writing()).toBe(1);
  }, 30_000);

  test('what is archived takes no message from who was looked up before', async () => {
    const server = await place();
    const { id } = await bob.send(server.channel, 'first');
    const archive = 'update channels set archived_at = now() where id = $1';
    await transaction(node.db, (tx) => tx.rows(archive, [server.channel]));
    const message = { id: newId(MessageId), channel: server.channel, content: 'second' };
    expect(await code(bob.try('message.send', message))).toBe('forbidden');
    expect(await code(bob.try('message.edit', { id, content: 'changed' }))).not.toBe('ok');
    const { messages } = await bob.ask('message.history', { channel: server.channel });
    expect(messages.map(({ content }) => content)).toEqual(['first']);
  });

  test('who may write again is told when a time-out ends by itself, in a server and in a room', async () => {
    const server = await place();
    const { id: room } = await olga.ask('channel.create', { name: `room${names++}` });
    await bob.ask('channel.join', { channel: room });
    const socket = await bob.connect();
    const silenced = { username: 'bob', duration_s: 1 };
    await olga.ask('member.time_out', { server: server.id, ...silenced });
    await olga.ask('member.time_out', { channel: room, ...silenced });
    for (const channel of [server.channel, room]) {
      const told = (mayWrite: boolean) =>
        socket.event(
          (event) =>
            event.type === 'channel.joined' &&
            event.channel.id === channel &&
            event.channel.permissions.includes('send') === mayWrite,
        );
      await told(false);
      await told(true);
    }
    const standing = (isSilent: boolean) =>
      socket.event(
        (event) => event.type === 'server.joined' && (event.server.me.timed_out_until !== null) === isSilent,
      );
    expect(await standing(true)).toMatchObject({ server: { id: server.id } });
    expect(await standing(false)).toMatchObject({ server: { id: server.id } });
    socket.close();
  });
});
