// What running the host, and the pass, does to what people know.
import * as z from 'zod/mini';
import { newId, PassCodeId, UserId } from '../../../common/ids.ts';
import type { administrationRequests } from '../../../common/requests/administration.ts';
import type { passRequests } from '../../../common/requests/pass.ts';
import { nobody, type Table } from './action.ts';
import { drawnAnew } from './profile-actions.ts';
import { principals, type World } from './world.ts';
import type { Hears } from './verify.ts';

type Requests = keyof typeof administrationRequests | keyof typeof passRequests;

const password = 'correct horse';
const everybody: Hears = Object.fromEntries(principals.map((who) => [who, ['host.updated']]));
/** The peer is in no room, where a rank would let them do more. */
const rankHears: Hears = { peer: ['me.updated'] };
const ownerHears: Hears = { stranger: ['me.updated'] };
/** The stranger owns the host. */
const by = 'stranger' as const;

const idOf = (id: string) => z.parse(UserId, id);
const actorOf = ({ devices }: World) => idOf(devices.actor.person.id);
const memberOf = ({ devices }: World) => idOf(devices.member.person.id);
const peerOf = ({ devices }: World) => idOf(devices.peer.person.id);
const newcomer = async ({ node, name }: World) => await node.signup(name());
const owner = ({ devices }: World) => devices.stranger.person;

export const administrationActions: Pick<Table, Requests> = {
  'admin.users': { onlyReads: [{ what: 'all', by, params: () => ({}) }] },
  'admin.user.get': { onlyReads: [{ what: 'somebody', by, params: () => ({ username: 'bob' }) }] },
  'admin.user.suspend': {
    changes: [
      {
        what: 'somebody who shares nothing',
        by,
        params: async (world) => ({ user: idOf((await newcomer(world)).id) }),
        hears: nobody,
      },
      {
        what: 'by nobody of rank',
        params: (world) => ({ user: memberOf(world) }),
        refused: 'forbidden',
        hears: nobody,
      },
    ],
  },
  'admin.user.unsuspend': {
    changes: [
      {
        what: 'somebody who shares nothing',
        by,
        params: async (world) => {
          const user = idOf((await newcomer(world)).id);
          await owner(world).ask('admin.user.suspend', { user });
          return { user };
        },
        hears: nobody,
      },
    ],
  },
  'admin.user.reset_password': {
    changes: [{ what: 'a code', by, params: (world) => ({ user: memberOf(world) }), hears: nobody }],
  },
  'admin.role.set': {
    changes: [
      {
        what: 'a moderator',
        by,
        params: (world) => ({ user: peerOf(world), role: 'moderator' }),
        hears: rankHears,
      },
      { what: 'a member again', by, params: (world) => ({ user: peerOf(world), role: 'member' }), hears: rankHears },
    ],
  },
  'admin.owner.transfer': {
    changes: [
      {
        what: 'to somebody who shares nothing',
        by,
        params: async (world) => ({ username: (await newcomer(world)).name, password }),
        hears: ownerHears,
      },
    ],
  },
  'admin.settings.get': { onlyReads: [{ what: 'all', by, params: () => ({}) }] },
  'admin.settings.set': {
    changes: [
      { what: 'another name', by, params: () => ({ name: 'renamed' }), hears: everybody },
      { what: 'a limit', by, params: () => ({ limits: { roomsPerUser: 999 } }), hears: nobody },
    ],
  },
  'admin.announce': {
    changes: [
      { what: 'something', by, params: () => ({ text: 'There is cake.' }), hears: everybody },
      { what: 'nothing any more', by, params: () => ({ text: null }), hears: everybody },
    ],
  },
  'admin.statistics': { onlyReads: [{ what: 'all', by, params: () => ({}) }] },
  'admin.invite.create': { changes: [{ what: 'one', by, params: () => ({ max_uses: 1 }), hears: nobody }] },
  'admin.invite.list': { onlyReads: [{ what: 'all', by, params: () => ({}) }] },
  'admin.invite.revoke': {
    changes: [
      {
        what: 'one',
        by,
        params: async (world) => ({ code: (await owner(world).ask('admin.invite.create', {})).code }),
        hears: nobody,
      },
    ],
  },
  'pass.show': { onlyReads: [{ what: 'one’s own', params: () => ({}) }] },
  'pass.redeem': {
    changes: [
      {
        what: 'a code',
        params: async (world) => {
          const { codes } = await owner(world).ask('admin.pass.create', { days: 30 });
          return { code: codes[0]?.code ?? '' };
        },
        hears: drawnAnew,
      },
      { what: 'no code', params: () => ({ code: 'none' }), refused: 'not_found', hears: nobody },
    ],
  },
  'admin.pass.create': { changes: [{ what: 'some', by, params: () => ({ days: 30, count: 3 }), hears: nobody }] },
  'admin.pass.list': { onlyReads: [{ what: 'all', by, params: () => ({}) }] },
  'admin.pass.revoke': {
    changes: [
      {
        what: 'one',
        by,
        params: async (world) => {
          const { codes } = await owner(world).ask('admin.pass.create', { days: 30 });
          return { id: codes[0]?.id ?? newId(PassCodeId) };
        },
        hears: nobody,
      },
    ],
  },
  'admin.pass.give': {
    changes: [
      { what: 'some days', by, params: (world) => ({ user: actorOf(world), days: 3 }), hears: drawnAnew },
      {
        what: 'days by nobody of rank',
        params: (world) => ({ user: memberOf(world), days: 3 }),
        refused: 'forbidden',
        hears: nobody,
      },
    ],
  },
  'admin.pass.take': {
    changes: [{ what: 'all of it', by, params: (world) => ({ user: actorOf(world) }), hears: drawnAnew }],
  },
};
