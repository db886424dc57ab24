// A host for the suites of moderation: one node or several on a database that the suite can also reach into.
import { newId, RoleId, type ChannelId, type ServerId } from '../../common/ids.ts';
import { toBits, type Permission } from '../../common/permissions.ts';
import type { HostLimits } from '../../common/limits.ts';
import type { OpenDatabase } from '../database.ts';
import { changeServer } from '../store/servers.ts';
import { transaction } from '../store/transaction.ts';
import { createTestDatabase, openTestStore, type TestDatabase } from '../test-database.ts';
import { at, startTestNode, type Person, type TestNode } from '../test-node.ts';

export interface Stage {
  readonly database: TestDatabase;
  readonly store: OpenDatabase;
  readonly nodes: readonly [TestNode, TestNode];
  /** Somebody new, who asks the first node. */
  signup(name: string): Promise<Person>;
  /** The same person, asking the second node. */
  there(person: Person): Person;
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A server of `owner` with its first channel. */
  server(owner: Person, ...members: Person[]): Promise<{ server: ServerId; channel: ChannelId }>;
  /** Gives a new role at `position` to a member. */
  promote(server: ServerId, person: Person, position: number, permissions: readonly Permission[]): Promise<void>;
  /** A room of `maker`, with the others in it. */
  room(maker: Person, ...others: Person[]): Promise<ChannelId>;
  close(): Promise<void>;
}

let names = 0;
export const freshName = (what: string): string => `${what}${names++}`;

/** On PostgreSQL, which several nodes can share, and into which a test can reach. */
export async function openStage(busUrl: string | null, limits: Partial<HostLimits> = {}): Promise<Stage> {
  const database = await createTestDatabase('postgresql');
  const options = { database, limits, config: { busUrl } };
  const nodes = [await startTestNode(options), await startTestNode(options)] as const;
  const store = await openTestStore(database);
  const add = async (server: ServerId, member: Person) => {
    await changeServer(store.db, server, async (tx) => {
      await tx.rows('insert into server_members (server_id, user_id) values ($1, $2)', [server, member.id]);
      return { result: {}, access: {} };
    });
  };
  return {
    database,
    store,
    nodes,
    signup: (name) => nodes[0].signup(freshName(name)),
    there: (person) => nodes[1].as(person),
    sql: (text, values) => transaction(store.db, (tx) => tx.rows(text, values)),
    server: async (owner, ...members) => {
      const { id: server } = await owner.ask('server.create', { name: freshName('server') });
      for (const member of members) await add(server, member);
      const { channels } = await owner.ask('state.get', {});
      const channel = at(
        channels.filter(({ server_id }) => server_id === server),
        0,
      ).id;
      return { server, channel };
    },
    promote: async (server, person, position, permissions) => {
      await changeServer(store.db, server, async (tx) => {
        const role = newId(RoleId);
        await tx.rows('insert into roles (id, name, permissions, server_id, position) values ($1, $2, $3, $4, $5)', [
          role,
          freshName('role'),
          toBits(permissions),
          server,
          position,
        ]);
        await tx.rows('insert into user_roles (user_id, role_id) values ($1, $2)', [person.id, role]);
        return { result: {}, access: {} };
      });
    },
    room: async (maker, ...others) => {
      const { id } = await maker.ask('channel.create', { name: freshName('room') });
      for (const other of others) await other.ask('channel.join', { channel: id });
      return id;
    },
    close: async () => {
      for (const node of nodes) await node.stop();
      await store.close();
      await database.drop();
    },
  };
}
