// A server for tests, with members who came in without being invited.
import type { ServerId } from '../common/ids.ts';
import { ChannelId, newId, RoleId, UserId } from '../common/ids.ts';
import { toBits, type Permission } from '../common/permissions.ts';
import { renewAccess } from './store/access.ts';
import { transaction, type Transaction } from './store/transaction.ts';
import type { Person, TestNode } from './test-node.ts';

export const idOf = (person: Pick<Person, 'id'>): UserId => UserId.parse(person.id);

export interface TestServer {
  readonly id: ServerId;
  /** Its first channel. */
  readonly channel: ChannelId;
  readonly defaultRole: RoleId;
  /** Lets people in. */
  join(...people: Person[]): Promise<void>;
  /** Makes a role at the top and gives it to people. */
  role(name: string, permissions: readonly Permission[], ...people: Person[]): Promise<RoleId>;
  /** One more channel. */
  addChannel(name: string): Promise<ChannelId>;
  timeOut(person: Person): Promise<void>;
}

export async function createTestServer(node: TestNode, owner: Person, name = 'server'): Promise<TestServer> {
  const made = await owner.ask('server.create', { name });
  const id = made.id;
  const { channels } = await owner.ask('state.get', {});
  const channel = channels.find(({ server_id }) => server_id === id)?.id;
  const defaultRole = made.roles.find((role) => role.is_default)?.id;
  if (channel === undefined || defaultRole === undefined) throw new Error('a server begins with a channel and a role');
  /** Without a number: nobody is told, so nobody may miss anything. */
  const untold = (work: (tx: Transaction) => Promise<void>) =>
    transaction(node.db, async (tx) => {
      await work(tx);
      await renewAccess(tx, id);
    });
  const join: TestServer['join'] = async (...people) => {
    await untold(async (tx) => {
      await tx.rows('insert into server_members (server_id, user_id) select $1, unnest($2::uuid[])', [
        id,
        people.map((person) => person.id),
      ]);
    });
  };
  return {
    id,
    channel,
    defaultRole,
    join,
    role: async (roleName, permissions, ...people) => {
      const role = newId(RoleId);
      await untold(async (tx) => {
        await tx.rows(
          `insert into roles (id, server_id, name, permissions, position)
           select $1, $2, $3, $4, 1 + max(position) from roles where server_id = $2`,
          [role, id, roleName, toBits(permissions)],
        );
        await tx.rows('insert into user_roles (user_id, role_id) select unnest($1::uuid[]), $2', [
          people.map((person) => person.id),
          role,
        ]);
      });
      return role;
    },
    addChannel: async (channelName) => {
      const added = newId(ChannelId);
      await untold(async (tx) => {
        await tx.rows('insert into channels (id, server_id, name) values ($1, $2, $3)', [added, id, channelName]);
      });
      return added;
    },
    timeOut: async (person) => {
      await untold(async (tx) => {
        await tx.rows(
          `update server_members set timed_out_until = now() + interval '1 day' where server_id = $1 and user_id = $2`,
          [id, person.id],
        );
      });
    },
  };
}
