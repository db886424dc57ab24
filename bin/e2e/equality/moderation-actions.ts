// What each request that keeps order does to what people know.
import type { auditRequests } from '../../../common/requests/audit.ts';
import type { moderationRequests } from '../../../common/requests/moderation.ts';
import type { reportRequests } from '../../../common/requests/reports.ts';
import type { ChannelId } from '../../../common/ids.ts';
import type { EventType } from '../../../common/events.ts';
import { nobody, type Table } from './action.ts';
import type { Hears } from './verify.ts';
import type { World } from './world.ts';

type Request = keyof typeof auditRequests | keyof typeof moderationRequests | keyof typeof reportRequests;

/** The actor's devices. */
const own = (...events: EventType[]): Hears => ({ actor: events, phone: events });
const removed: Hears = { ...own('member.left'), member: ['channel.left'] };
/** Only who is silenced, or may speak again, can do otherwise than before. */
const heardByTarget: Hears = { member: ['channel.joined'] };

/** A new room of the actor, with the member in it. */
async function shared({ devices, name }: World): Promise<{ channel: ChannelId; username: string }> {
  const { id: channel } = await devices.actor.person.ask('channel.create', { name: name() });
  await devices.member.person.ask('channel.join', { channel });
  return { channel, username: 'bob' };
}

const inRoom = ({ places }: World) => ({ channel: places.room, username: 'bob' });
const beyond = {
  what: 'by who looks after nothing',
  by: 'member',
  params: inActorsRoom,
  refused: 'forbidden',
  hears: nobody,
} as const;

function inActorsRoom({ places }: World) {
  return { channel: places.room, username: 'ada' };
}

export const moderationActions: Pick<Table, Request> = {
  'member.kick': { changes: [{ what: 'from a room', params: shared, hears: removed }, beyond] },
  'member.ban': {
    changes: [
      {
        what: 'from a room, with what they wrote',
        params: async (world) => {
          const target = await shared(world);
          await world.devices.member.person.send(target.channel, 'buy, @ada');
          await world.devices.member.person.send(target.channel, 'buy more');
          return { ...target, delete_messages_hours: 1 };
        },
        hears: {
          ...own('member.left', 'message.deleted', 'message.deleted', 'marker.updated'),
          member: ['channel.left'],
        },
      },
      {
        what: 'of somebody who is not in it',
        params: async (world) => ({ ...(await shared(world)), username: 'carol', duration_s: 60 }),
        hears: nobody,
      },
      {
        what: 'from a server, before they come',
        params: async ({ devices, name }) => ({
          server: (await devices.actor.person.ask('server.create', { name: name() })).id,
          username: 'bob',
        }),
        hears: own('server.updated'),
      },
      beyond,
    ],
  },
  'member.unban': {
    changes: [
      {
        what: 'of a room',
        params: async (world) => {
          const target = await shared(world);
          await world.devices.actor.person.ask('member.ban', target);
          return target;
        },
        hears: nobody,
      },
      { what: 'of who is not banned', params: inRoom, refused: 'not_found', hears: nobody },
    ],
  },
  'member.time_out': {
    changes: [
      {
        what: 'in a room',
        params: async (world) => ({ ...(await shared(world)), duration_s: 600 }),
        hears: heardByTarget,
      },
      { ...beyond, params: (world) => ({ ...inActorsRoom(world), duration_s: 60 }) },
    ],
  },
  'member.end_time_out': {
    changes: [
      {
        what: 'in a room',
        params: async (world) => {
          const target = await shared(world);
          await world.devices.actor.person.ask('member.time_out', { ...target, duration_s: 600 });
          return target;
        },
        hears: heardByTarget,
      },
      { what: 'of who may write', params: inRoom, refused: 'not_found', hears: nobody },
    ],
  },
  'ban.list': { onlyReads: [{ what: 'of a room', params: ({ places }) => ({ channel: places.room }) }] },
  'report.create': {
    changes: [
      {
        what: 'of a message in a room',
        params: async ({ devices, places }) => ({
          message: (await devices.member.person.send(places.room, 'rude')).id,
          reason: 'it is rude',
        }),
        hears: { stranger: ['report.queue'] },
      },
      {
        what: 'of somebody',
        params: () => ({ username: 'carol', reason: 'spam' }),
        hears: { stranger: ['report.queue'] },
      },
      {
        what: 'the same again',
        params: () => ({ username: 'carol', reason: 'spam' }),
        refused: 'conflict',
        hears: nobody,
      },
    ],
  },
  'report.list': {
    onlyReads: [
      { what: 'of the host', by: 'stranger', params: () => ({}) },
      { what: 'of the host, by who may not', params: () => ({}), refused: 'forbidden' },
    ],
  },
  'report.handle': {
    changes: [
      {
        what: 'which deletes a message of a DM',
        by: 'stranger',
        params: async ({ devices, places }) => {
          const { id: message } = await devices.peer.person.send(places.dm, 'rude');
          const { id } = await devices.actor.person.ask('report.create', { message, reason: 'it is rude' });
          return { id, outcome: 'resolved', action: 'delete_message' };
        },
        hears: { ...own('message.deleted'), peer: ['message.deleted'], stranger: ['report.queue'] },
      },
    ],
  },
  'audit.list': { onlyReads: [{ what: 'of the host', by: 'stranger', params: () => ({}) }] },
  'audit.verify': { onlyReads: [{ what: 'of the host', by: 'stranger', params: () => ({}) }] },
};
