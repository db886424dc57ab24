// Servers over HTTP and sockets, on both databases: who gets in, who stays, and what is left of what is deleted.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, MessageId, ServerId, UserId, type ChannelId } from '../common/ids.ts';
import type { HostLimits } from '../common/limits.ts';
import { createTestDatabase, databaseKinds, queryPostgres, type TestDatabase } from './test-database.ts';
import { at, startTestNode, type Person, type TestNode } from './test-node.ts';

const limits: Partial<HostLimits> = {
  serversPerUser: 100,
  serversJoinedPerUser: 60,
  membersPerServer: 60,
  badInvitesPerUserPerHour: 5,
};

describe.each(databaseKinds())('servers on %s', (kind) => {
  let database: TestDatabase;
  let node: TestNode;
  let ada: Person;
  let bob: Person;
  let names = 0;
  beforeAll(async () => {
    database = await createTestDatabase(kind);
    node = await startTestNode({ database, limits });
    ada = await node.signup('ada');
    bob = await node.signup('bob');
  }, 60_000);
  afterAll(async () => {
    await node.stop();
    await database.drop();
  });
  const made = async (owner = ada) => (await owner.ask('server.create', { name: `server ${names++}` })).id;
  const letIn = async (server: ServerId, ...people: Person[]) => {
    const { code } = await ada.ask('invite.create', { server });
    for (const person of people) await person.ask('invite.accept', { code });
  };
  const id = (person: Person) => UserId.parse(person.id);
  const channelsOf = async (person: Person, server: ServerId) =>
    (await person.ask('state.get', {})).channels
      .filter((channel) => channel.server_id === server)
      .toSorted((a, b) => a.position - b.position);
  const firstOf = async (server: ServerId): Promise<ChannelId> => at(await channelsOf(ada, server), 0).id;

  test('of fifty who accept at once, exactly as many come in as an invite has uses', async () => {
    const server = await made();
    const people = await Promise.all(Array.from({ length: 50 }, () => node.signup(`guest${names++}`)));
    const { code } = await ada.ask('invite.create', { server, max_uses: 20 });
    const answers = await Promise.all(people.map((person) => person.try('invite.accept', { code })));
    expect(answers.filter(({ ok }) => ok !== undefined)).toHaveLength(20);
    expect(new Set(answers.flatMap(({ error }) => error?.code ?? []))).toEqual(new Set(['not_found']));
    const { members } = await ada.ask('server.members', { server, limit: 200 });
    expect(members).toHaveLength(21);
    const channels = await channelsOf(ada, server);
    expect((await ada.ask('channel.members', { channel: at(channels, 0).id, limit: 200 })).members).toHaveLength(21);
  }, 60_000);

  test('who is in uses nothing, and is answered the same by an invite that is used up; another one is not let in', async () => {
    const server = await made();
    const { code } = await ada.ask('invite.create', { server, max_uses: 1 });
    await ada.ask('invite.accept', { code });
    expect((await ada.ask('invite.list', { server })).invites).toMatchObject([{ code, uses: 0 }]);
    await bob.ask('invite.accept', { code });
    expect((await bob.ask('invite.accept', { code })).id).toBe(server);
    const carol = await node.signup(`carol${names++}`);
    const [usedUp, unknown] = [
      await carol.try('invite.accept', { code }),
      await carol.try('invite.accept', { code: '00000-00000-00000-00000' }),
    ];
    const sentence = { code: 'not_found', message: unknown.error?.message };
    expect(usedUp.error).toMatchObject(sentence);
    expect((await carol.try('invite.show', { code })).error).toMatchObject(sentence);
  });

  test('who tries codes is not looked up any more after so many that lead nowhere, not even by a right one', async () => {
    const server = await made();
    const { code } = await ada.ask('invite.create', { server });
    const guesser = await node.signup(`guesser${names++}`);
    for (let i = 0; i < 4; i++) await guesser.try('invite.show', { code: `${i}` });
    // A right one in between costs nothing.
    expect((await guesser.try('invite.show', { code })).error).toBeUndefined();
    expect((await guesser.try('invite.accept', { code: 'x' })).error?.code).toBe('not_found');
    for (const request of ['invite.show', 'invite.accept', 'invite.revoke'] as const)
      expect((await guesser.try(request, { code })).error?.code).toBe('rate_limited');
  });

  test.runIf(kind === 'postgresql')(
    'who is banned comes in by no way, and is told so, until the ban ends',
    async () => {
      const server = await made();
      await ada.ask('server.update', { server, listed: true });
      const { code } = await ada.ask('invite.create', { server, max_uses: 1 });
      const carol = await node.signup(`carol${names++}`);
      const ban = (until: string) =>
        queryPostgres(
          database,
          `insert into bans (id, server_id, user_id, until) values ('${newId(UserId)}', '${server}', '${carol.id}', ${until})
         on conflict (server_id, user_id) where server_id is not null do update set until = excluded.until`,
        );
      await ban('null');
      for (const answer of [
        await carol.try('invite.show', { code }),
        await carol.try('invite.accept', { code }),
        await carol.try('server.join', { server }),
      ])
        expect(answer.error).toMatchObject({ code: 'forbidden', message: expect.stringContaining('You are banned') });
      await ban(`now() - interval '1 s'`);
      expect((await carol.ask('invite.accept', { code })).id).toBe(server);
    },
  );

  test('of an owner who leaves while they are made one, a server always has its owner as a member', async () => {
    for (let round = 0; round < 10; round++) {
      const server = await made();
      await letIn(server, bob);
      await Promise.all([
        ada.try('server.transfer', { server, user: id(bob) }),
        bob.try('server.leave', { server }),
        bob.try('server.leave', { server }),
      ]);
      const inside = (await ada.ask('server.get', { server })).owner === bob.id ? bob : ada;
      const { owner } = await inside.ask('server.get', { server });
      const { members } = await inside.ask('server.members', { server });
      expect(members.map((member) => member.id)).toContain(owner);
    }
  });

  test('of two transfers at once one counts, and who gave it away can do nothing with it', async () => {
    const server = await made();
    const carol = await node.signup(`carol${names++}`);
    await letIn(server, bob, carol);
    const answers = await Promise.all(
      [bob, carol].map((heir) => ada.try('server.transfer', { server, user: id(heir) })),
    );
    expect(answers.filter(({ ok }) => ok !== undefined)).toHaveLength(1);
    for (const request of ['server.delete', 'server.update'] as const)
      expect((await ada.try(request, { server })).error?.code).toBe('forbidden');
    const joined = await ada.ask('server.get', { server });
    expect(joined.permissions).not.toContain('administrator');
  });

  test('who leaves hears and reads nothing more of it, at once', async () => {
    const server = await made();
    await letIn(server, bob);
    const channel = await firstOf(server);
    const socket = await bob.connect();
    await bob.ask('server.leave', { server });
    await socket.event((event) => event.type === 'server.left' && event.server === server);
    await ada.send(channel, 'among ourselves');
    await ada.ask('server.update', { server, name: 'renamed' });
    for (const request of ['message.history', 'channel.members'] as const)
      expect((await bob.try(request, { channel })).error?.code).toBe('not_found');
    expect((await bob.try('message.send', { id: newId(MessageId), channel, content: 'x' })).error?.code).toBe(
      'not_found',
    );
    expect((await bob.try('server.get', { server })).error?.code).toBe('not_found');
    // Whatever was told to him before this has been heard.
    await socket.ask('host.info', {});
    const after = socket.heard.slice(socket.heard.findIndex((event) => event.type === 'server.left') + 1);
    expect(after.filter((event) => event.type !== 'presence.updated')).toEqual([]);
    socket.close();
  });

  test('who comes back has no roles, no nickname and no channel that was opened for them alone', async () => {
    const server = await made();
    await letIn(server, bob);
    await bob.ask('member.nickname', { server, user: id(bob), nickname: 'Bobby' });
    await bob.ask('server.leave', { server });
    await letIn(server, bob);
    expect((await bob.ask('server.get', { server })).me).toMatchObject({ nickname: '', roles: [] });
  });

  test('a deleted server is gone for everybody, its messages too, and its owner may make another one', async () => {
    const server = await made();
    await letIn(server, bob);
    const channel = await firstOf(server);
    const message = await bob.send(channel, 'soon gone');
    const sockets = [await ada.connect(), await bob.connect()];
    await ada.ask('server.delete', { server });
    for (const socket of sockets) {
      await socket.event((event) => event.type === 'channel.left' && event.channel === channel);
      await socket.event((event) => event.type === 'server.left' && event.server === server);
      socket.close();
    }
    expect((await bob.try('message.edit', { id: message.id, content: 'still here?' })).error?.code).toBe('not_found');
    expect((await ada.try('channel.resolve', { target: channel })).error?.code).toBe('not_found');
    // The id is free again when the message is gone.
    const room = (await bob.ask('channel.create', { name: `again${names++}` })).id;
    const again = () => bob.try('message.send', { id: message.id, channel: room, content: 'new' });
    while ((await again()).error?.code === 'conflict') await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await again()).ok).toMatchObject({ id: message.id, channel: room });
  }, 30_000);

  test('a deleted channel leaves its name and its place free', async () => {
    const server = await made();
    for (const name of ['one', 'two', 'three']) await ada.ask('channel.create', { server, name });
    const [, one, two] = await channelsOf(ada, server);
    await ada.ask('channel.delete', { channel: one?.id ?? at([], 0) });
    expect((await channelsOf(ada, server)).map(({ name, position }) => [name, position])).toEqual([
      ['general', 0],
      ['two', 1],
      ['three', 2],
    ]);
    await ada.ask('channel.create', { server, name: 'one' });
    expect((await ada.try('channel.create', { server, name: 'two' })).error?.code).toBe('name_taken');
    expect((await ada.try('channel.update', { channel: two?.id ?? at([], 0), name: 'one' })).error?.code).toBe(
      'name_taken',
    );
  });

  test('channels that are moved at the same time have places without holes, each its own', async () => {
    const server = await made();
    const category = (await ada.ask('category.create', { server, name: 'all' })).id;
    for (let i = 0; i < 8; i++)
      await ada.ask('channel.create', { server, name: `c${i}`, ...(i % 2 === 0 ? { category } : {}) });
    const channels = await channelsOf(ada, server);
    await Promise.all(
      channels.map((channel, i) =>
        ada.ask('channel.update', {
          channel: channel.id,
          ...(i % 3 === 0 ? { category: null } : { category }),
          before: null,
        }),
      ),
    );
    const after = await channelsOf(ada, server);
    for (const group of Map.groupBy(after, (channel) => channel.category_id).values())
      expect(group.map(({ position }) => position)).toEqual(group.map((_, i) => i));
  });

  test('a place of another server is none', async () => {
    const [server, other] = [await made(), await made()];
    const channel = await firstOf(server);
    const category = (await ada.ask('category.create', { server: other, name: 'theirs' })).id;
    const stranger = await firstOf(other);
    for (const place of [{ category }, { before: stranger }])
      expect((await ada.try('channel.update', { channel, ...place })).error?.code).toBe('not_found');
    expect((await ada.try('channel.create', { server, name: 'x', category })).error?.code).toBe('not_found');
  });

  test('a private channel is seen by who made it, does not exist for others, and what was written stays theirs', async () => {
    const server = await made();
    await letIn(server, bob);
    const channel = (await ada.ask('channel.create', { server, name: 'board', private: true })).id;
    await ada.send(channel, 'secret');
    expect((await bob.try('message.history', { channel })).error?.code).toBe('not_found');
    expect((await channelsOf(bob, server)).map(({ name }) => name)).toEqual(['general']);
    const socket = await bob.connect();
    await ada.ask('channel.update', { channel, private: false });
    await socket.event((event) => event.type === 'channel.joined' && event.channel.id === channel);
    expect((await bob.ask('message.history', { channel })).messages).toHaveLength(1);
    await ada.ask('channel.update', { channel, private: true });
    await socket.event((event) => event.type === 'channel.left' && event.channel === channel);
    expect((await bob.try('message.history', { channel })).error?.code).toBe('not_found');
    socket.close();
  });

  test('the directory finds by name and description, page by page, and only what is listed', async () => {
    const word = `word${names++}`;
    for (let i = 0; i < 3; i++) {
      const server = await made();
      await ada.ask('server.update', {
        server,
        description: i === 0 ? `about ${word}` : '',
        name: i === 0 ? 'zzz' : `${word} ${i}`,
        listed: true,
      });
    }
    const hidden = await made();
    await ada.ask('server.update', { server: hidden, name: `${word} hidden` });
    const first = await bob.ask('server.directory', { query: word.toUpperCase(), limit: 2 });
    expect(first).toMatchObject({ servers: [{ name: `${word} 1` }, { name: `${word} 2` }], has_more: true });
    const rest = await bob.ask('server.directory', { query: word, limit: 2, after: at(first.servers, 1).id });
    expect(rest).toMatchObject({ servers: [{ name: 'zzz', member_count: 1, joined: false }], has_more: false });
    // Neither its answer nor how long it is says where the name of a server stands that is not listed.
    const after = (server: ServerId) => bob.try('server.directory', { query: word, limit: 2, after: server });
    expect([(await after(hidden)).error, (await after(newId(ServerId))).error]).toEqual(
      Array.from({ length: 2 }, () => expect.objectContaining({ code: 'not_found', field: 'after' })),
    );
  });
});
