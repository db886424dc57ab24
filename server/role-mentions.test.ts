// Messages that call many: everybody, those who are here, the members of a role; who may, whom they reach, and how many.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MessageId, newId, type ChannelId, type RoleId } from '../common/ids.ts';
import { protocolLimits } from '../common/limits.ts';
import { renewAccess } from './store/access.ts';
import { transaction } from './store/transaction.ts';
import { startTestNode, type Person, type TestNode } from './test-node.ts';
import { createTestServer, idOf, type TestServer } from './test-server.ts';

let node: TestNode;
let [olga, ada, bob, carol, eve]: Person[] = [];
let server: TestServer;
let channel: ChannelId;
let role: RoleId;
beforeAll(async () => {
  node = await startTestNode({ limits: { serversPerUser: 100, expiryCheckMs: 600_000 } });
  [olga, ada, bob, carol, eve] = await Promise.all(
    ['olga', 'ada', 'bob', 'carol', 'eve'].map((name) => node.signup(name)),
  );
});
afterAll(() => node.stop());

let count = 0;
beforeEach(async () => {
  server = await createTestServer(node, known(olga), `server ${count++}`);
  channel = server.channel;
  await server.join(known(ada), known(bob), known(carol));
  role = (await known(olga).ask('role.create', { server: server.id, name: 'Night Shift' })).id;
  await known(olga).ask('role.give', { role, user: idOf(known(bob)) });
});

function known(person: Person | undefined): Person {
  if (person === undefined) throw new Error('nobody has signed up');
  return person;
}

const names = (ids: readonly string[]) =>
  [olga, ada, bob, carol, eve].flatMap((person) => (ids.includes(person?.id ?? '') ? (person?.name ?? '') : []));
const mentionsOf = async (author: Person | undefined, content: string) =>
  names((await known(author).send(channel, content)).mentions);

describe('@everyone', () => {
  test('notifies everybody in the channel, and nobody who cannot see it', async () => {
    await known(olga).ask('override.set', { channel, user: idOf(known(carol)), deny: ['view'] });
    expect(await mentionsOf(olga, 'hello @everyone, and @eve')).toEqual(['ada', 'bob']);
    const { channels } = await known(bob).ask('state.get', {});
    expect(channels.find(({ id }) => id === channel)?.marker.mentions).toBe(1);
  });

  test('is plain text from who may not, and where it is part of another word', async () => {
    expect(await mentionsOf(ada, '@everyone @here @night-shift @bob')).toEqual(['bob']);
    expect(await mentionsOf(olga, 'me@everyone @@everyone @everyones')).toEqual([]);
  });

  test('counts again when a message is edited', async () => {
    const { id } = await known(olga).send(channel, 'hello');
    expect(names((await known(olga).ask('message.edit', { id, content: 'hello @everyone' })).mentions)).toEqual([
      'ada',
      'bob',
      'carol',
    ]);
    expect((await known(olga).ask('message.edit', { id, content: 'hello' })).mentions).toEqual([]);
  });

  test('notifies a room for who looks after it', async () => {
    channel = (await known(olga).ask('channel.create', { name: `room${count}` })).id;
    await known(ada).ask('channel.join', { channel });
    expect(await mentionsOf(olga, '@everyone')).toEqual(['ada']);
    expect(await mentionsOf(ada, '@everyone')).toEqual([]);
  });
});

test('@here notifies those who are connected, unless they hide it', async () => {
  const watching = await known(olga).connect();
  const sockets = [watching, await known(ada).connect(), await known(carol).connect()];
  for (const person of [ada, carol])
    await watching.event((event) => event.type === 'presence.updated' && event.user === person?.id);
  await known(carol).ask('status.set', { status: 'invisible' });
  expect(await mentionsOf(olga, '@here')).toEqual(['ada']);
  await known(carol).ask('status.set', { status: 'invisible', expires_in_minutes: 60 });
  await node.db.pool.query('update users set status_until = now() where id = $1', [known(carol).id]);
  expect(await mentionsOf(olga, '@here')).toEqual(['ada', 'carol']);
  for (const socket of sockets) socket.close();
  await known(carol).ask('status.set', { status: 'online' });
});

describe('the name of a role', () => {
  test('notifies its members when everybody may, and otherwise for who may notify everybody', async () => {
    expect(await mentionsOf(olga, 'wake up, @night-shift!')).toEqual(['bob']);
    expect(await mentionsOf(ada, 'wake up, @night-shift!')).toEqual([]);
    await known(olga).ask('role.update', { role, mentionable: true });
    expect(await mentionsOf(ada, 'wake up, @Night-Shift!')).toEqual(['bob']);
    expect(await mentionsOf(ada, 'wake up, @night!')).toEqual([]);
    expect(await mentionsOf(bob, 'we of @night-shift, with @carol')).toEqual(['carol']);
  });

  test('may be in any script', async () => {
    await known(olga).ask('role.update', { role, name: 'Öl Wächter', mentionable: true });
    expect(await mentionsOf(ada, '(@öl-wächter)')).toEqual(['bob']);
  });

  test('means nobody in another server', async () => {
    await known(olga).ask('role.update', { role, mentionable: true });
    ({ channel } = await createTestServer(node, known(olga), 'another'));
    expect(await mentionsOf(olga, '@night-shift')).toEqual([]);
  });
});

test('what is sent after a call stays after it', async () => {
  const socket = await known(olga).connect();
  const send = (content: string) => socket.ask('message.send', { id: newId(MessageId), channel, content });
  const contents = ['@everyone one', 'two', '@here three', 'four', 'five'];
  const sent = await Promise.all(contents.map(send));
  const inOrder = sent.flatMap(({ ok }) => ok ?? []).toSorted((a, b) => a.seq - b.seq);
  expect(inOrder.map(({ content }) => content)).toEqual(contents);
  socket.close();
});

test('a message calls as many as the limit says; one that would call one more is refused', async () => {
  const most = protocolLimits.calledMaxPerMessage;
  await crowd(most - 3);
  expect((await known(olga).send(channel, '@everyone')).mentions).toHaveLength(most);
  await server.join(known(eve));
  const refused = await known(olga).try('message.send', { id: newId(MessageId), channel, content: '@everyone' });
  expect(refused.error).toMatchObject({ code: 'limit_reached', message: expect.stringContaining(`more than ${most}`) });
  expect(await mentionsOf(olga, '@night-shift')).toEqual(['bob']);
});

/** So many more members. */
async function crowd(members: number): Promise<void> {
  await transaction(node.db, async (tx) => {
    await tx.rows(
      `with made as (insert into users (id, username, password)
         select gen_random_uuid(), 'crowd' || n, '' from generate_series(1, $1::int) n returning id)
       insert into server_members (server_id, user_id) select $2, id from made`,
      [members, server.id],
    );
    await renewAccess(tx, server.id);
  });
}
