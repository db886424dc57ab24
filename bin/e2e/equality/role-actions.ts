// What each request about roles and overrides does to what people know: the actor owns a server, in which the member is.
import { newId, RoleId, UserId } from '../../../common/ids.ts';
import type { Params, RequestName } from '../../../common/requests.ts';
import type { roleRequests } from '../../../common/requests/roles.ts';
import { createTestServer, idOf, type TestServer } from '../../../server/test-server.ts';
import { nobody, type Action, type Table } from './action.ts';
import { openEar } from './ear.ts';
import type { Hears } from './verify.ts';
import { showing, type World } from './world.ts';

const serverChanged: Hears = { actor: ['server.updated'], phone: ['server.updated'], member: ['server.updated'] };
const both = ['server.updated', 'server.member_updated'] as const;
const memberChanged: Hears = { actor: both, phone: both, member: [...both, 'server.joined'] };

export const roleActions: Pick<Table, keyof typeof roleRequests> = {
  'role.create': {
    changes: [
      {
        what: 'the first',
        params: async (world) => ({ server: (await place(world)).id, name: 'mods' }),
        hears: serverChanged,
      },
      {
        what: 'by somebody who may not',
        by: 'member',
        params: async (world) => ({ server: (await place(world)).id, name: 'mods' }),
        refused: 'forbidden',
        hears: nobody,
      },
    ],
  },
  'role.update': {
    changes: [
      ofRole('its name', (role) => ({ role, name: 'other' }), serverChanged),
      {
        what: 'what everybody may do',
        params: async (world) => ({ role: (await place(world)).defaultRole, permissions: ['view'] }),
        hears: { ...serverChanged, member: ['server.updated', 'server.joined', 'channel.joined'] },
      },
    ],
  },
  'role.move': {
    changes: [
      {
        what: 'to the top',
        params: async (world) => {
          const server = await place(world);
          const role = await server.role('below', []);
          await server.role('above', []);
          return { role, position: 9 };
        },
        hears: serverChanged,
      },
    ],
  },
  'role.delete': {
    changes: [
      ofRole('that nobody has', (role) => ({ role }), serverChanged),
      {
        what: 'that somebody has',
        params: async (world) => ({ role: await given(world) }),
        hears: serverChanged,
      },
    ],
  },
  'role.give': {
    changes: [
      ofRole('to a member', (role, world) => ({ role, user: idOf(world.devices.member.person) }), memberChanged),
      {
        what: 'that opens a channel',
        params: async (world) => {
          const server = await place(world);
          const role = await server.role('staff', []);
          const { channel, defaultRole } = server;
          const { person } = world.devices.actor;
          await person.ask('override.set', { channel, role: defaultRole, deny: ['view'] });
          await person.ask('override.set', { channel, role, allow: ['view'] });
          return { role, user: idOf(world.devices.member.person) };
        },
        hears: {
          actor: [...both, 'member.joined'],
          phone: [...both, 'member.joined'],
          member: [...both, 'server.joined', 'channel.joined', 'member.joined'],
        },
      },
    ],
  },
  'role.take': {
    changes: [
      {
        what: 'from a member',
        params: async (world) => ({ role: await given(world), user: idOf(world.devices.member.person) }),
        hears: memberChanged,
      },
    ],
  },
  'role.members': {
    onlyReads: [
      { what: 'of the default role', params: async (world) => ({ role: (await place(world)).defaultRole }) },
      { what: 'of none', params: () => ({ role: newId(RoleId) }), refused: 'not_found' },
    ],
  },
  'override.set': {
    changes: [
      {
        what: 'that hides a channel',
        params: async (world) => {
          const { channel, defaultRole: role } = await place(world);
          return { channel, role, deny: ['view'] };
        },
        hears: {
          actor: ['server.updated', 'member.left'],
          phone: ['server.updated', 'member.left'],
          member: ['server.updated', 'channel.left'],
        },
      },
      {
        what: 'of a member',
        params: async (world) => ({
          channel: (await place(world)).channel,
          user: idOf(world.devices.member.person),
          deny: ['send'],
        }),
        hears: { ...serverChanged, member: ['server.updated', 'channel.joined'] },
      },
    ],
  },
  'override.clear': {
    changes: [
      {
        what: 'that hid a channel',
        params: async (world) => {
          const { channel, defaultRole: role } = await place(world);
          await world.devices.actor.person.ask('override.set', { channel, role, deny: ['view'] });
          return { channel, role };
        },
        hears: {
          actor: ['server.updated', 'member.joined'],
          phone: ['server.updated', 'member.joined'],
          member: ['server.updated', 'channel.joined', 'member.joined'],
        },
      },
    ],
  },
  'override.list': {
    onlyReads: [{ what: 'of a channel', params: async (world) => ({ channel: (await place(world)).channel }) }],
  },
  'permission.explain': {
    onlyReads: [
      {
        what: 'of oneself',
        params: async (world) => ({ server: (await place(world)).id, user: idOf(world.devices.actor.person) }),
      },
      {
        what: 'of nobody',
        params: async (world) => ({ server: (await place(world)).id, user: newId(UserId) }),
        refused: 'not_found',
      },
    ],
  },
};

/** A new server of the actor with the member in it. */
async function place({ node, devices, places, name }: World): Promise<TestServer> {
  const server = await createTestServer(node, devices.actor.person, name());
  const { member } = devices;
  await server.join(member.person);
  // They came in without anybody being told. Of their sockets one is always there, so that they do not seem to go.
  const { client, ear } = member;
  member.client = await showing(node.url, member.person, places.room);
  member.ear = await openEar(node.url, member.person);
  client.close();
  ear.close();
  return server;
}

async function given(world: World): Promise<RoleId> {
  const server = await place(world);
  const { id: role } = await world.devices.actor.person.ask('role.create', { server: server.id, name: 'mods' });
  await world.devices.actor.person.ask('role.give', { role, user: idOf(world.devices.member.person) });
  return role;
}

function ofRole<N extends RequestName>(
  what: string,
  params: (role: RoleId, world: World) => Params<N>,
  hears: Hears,
): Action<N> {
  return {
    what,
    params: async (world) => {
      const server = await place(world);
      const { id } = await world.devices.actor.person.ask('role.create', { server: server.id, name: 'mods' });
      return params(id, world);
    },
    hears,
  };
}
