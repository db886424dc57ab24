// What each request about channels does to what people know.
import type { ChannelId } from '../../../common/ids.ts';
import type { Hears } from './verify.ts';
import { nobody, type Table } from './action.ts';
import { both, channelIn, sharedServer } from './places.ts';
import type { Principal, World } from './world.ts';

type ChannelRequest = Extract<keyof Table, `${'channel' | 'dm'}.${string}`>;

/** The actor's devices. */
const own = <E>(...events: E[]) => ({ actor: events, phone: events });
const joined: Hears = own('channel.joined' as const);
const joinedRoom: Hears = {
  ...own('member.joined' as const),
  member: ['member.joined'],
  neighbour: ['channel.joined'],
};
const leftRoom: Hears = { ...own('member.left' as const), member: ['member.left'], neighbour: ['channel.left'] };
const inRoom = ({ places }: World) => ({ channel: places.room });

export const channelActions: Pick<Table, ChannelRequest> = {
  'channel.create': {
    changes: [
      { what: 'a room with a topic', params: ({ name }) => ({ name: name(), topic: 'new here' }), hears: joined },
      { what: 'a name that is taken', params: () => ({ name: 'side' }), refused: 'name_taken', hears: nobody },
      {
        what: 'one of a server, for all',
        params: async (world) => ({ server: (await sharedServer(world)).server, name: world.name() }),
        hears: both('channel.joined', 'server.updated'),
      },
      {
        what: 'one of a server, private',
        params: async (world) => ({ server: (await sharedServer(world)).server, name: world.name(), private: true }),
        hears: { ...joined, ...own('channel.joined', 'server.updated'), member: ['server.updated'] },
      },
    ],
  },
  'channel.update': {
    changes: [
      {
        what: 'another topic',
        params: ({ places }) => ({ channel: places.room, topic: 'a topic' }),
        hears: { ...own('channel.updated'), member: ['channel.updated'] },
      },
      {
        what: 'of a room of somebody else',
        params: ({ places }) => ({ channel: places.side, topic: 'mine now' }),
        refused: 'forbidden',
        hears: nobody,
      },
      {
        what: 'another name of a room, and back',
        params: ({ places, name }) => ({ channel: places.room, name: name() }),
        hears: { ...own('channel.updated'), member: ['channel.updated'] },
      },
      {
        what: 'the same again, under its old name',
        params: ({ places }) => ({ channel: places.room, name: 'room' }),
        hears: { ...own('channel.updated'), member: ['channel.updated'] },
      },
      {
        what: 'name, topic and slow mode in a server',
        params: async (world) => {
          const { channel } = await sharedServer(world);
          return { channel, name: world.name(), topic: 'work', slow_mode_s: 5 };
        },
        hears: both('channel.updated', 'server.updated'),
      },
      {
        what: 'another place',
        params: async (world) => {
          const { server, channel } = await sharedServer(world);
          return { channel: await channelIn(world, server), before: channel };
        },
        hears: both('channel.updated', 'channel.updated', 'server.updated'),
      },
      {
        what: 'archived',
        params: async (world) => ({ channel: (await sharedServer(world)).channel, archived: true }),
        hears: both('channel.updated', 'channel.joined', 'server.updated'),
      },
      {
        what: 'read-only',
        params: async (world) => ({ channel: (await sharedServer(world)).channel, read_only: true }),
        hears: {
          ...own('channel.updated', 'server.updated'),
          member: ['channel.updated', 'channel.joined', 'server.updated'],
        },
      },
      {
        what: 'private',
        params: async (world) => ({ channel: (await sharedServer(world)).channel, private: true }),
        hears: {
          ...own('channel.updated', 'member.left', 'server.updated'),
          member: ['channel.updated', 'channel.left', 'server.updated'],
        },
      },
      {
        what: 'open again',
        params: async (world) => {
          const { server } = await sharedServer(world);
          return { channel: await channelIn(world, server, { private: true }), private: false };
        },
        hears: {
          ...own('channel.updated', 'member.joined', 'server.updated'),
          member: ['channel.joined', 'member.joined', 'server.updated'],
        },
      },
    ],
  },
  'channel.delete': {
    changes: [
      {
        what: 'a room with somebody in it',
        params: async (world) => {
          const channel = await roomOf('actor', world);
          await world.devices.member.person.ask('channel.join', { channel });
          return { channel };
        },
        hears: both('channel.left'),
      },
      {
        what: 'the first of a server',
        params: async (world) => {
          const { server, channel } = await sharedServer(world);
          await channelIn(world, server);
          return { channel };
        },
        hears: both('channel.left', 'channel.updated', 'server.updated'),
      },
      {
        what: 'that of somebody else',
        by: 'member',
        params: async (world) => ({ channel: (await sharedServer(world)).channel }),
        refused: 'forbidden',
        hears: nobody,
      },
    ],
  },
  'channel.list': { onlyReads: [{ what: 'all rooms', params: () => ({}) }] },
  'channel.resolve': {
    changes: [
      {
        what: 'somebody with whom there is no DM yet',
        params: () => ({ target: '@carol' }),
        hears: { ...joined, neighbour: ['channel.joined'] },
      },
      { what: 'the same again', params: () => ({ target: '@carol' }), hears: nobody },
      { what: 'a room', params: () => ({ target: '#room' }), hears: nobody },
      {
        what: 'a channel of a server',
        params: async (world) => ({ target: `${(await sharedServer(world)).server}/#general` }),
        hears: nobody,
      },
      { what: 'a room of others', params: () => ({ target: '#elsewhere' }), refused: 'not_a_member', hears: nobody },
    ],
  },
  'channel.join': {
    changes: [
      {
        what: 'a room with messages and mentions of old',
        params: async (world) => {
          const channel = await roomOf('member', world);
          await world.devices.member.person.send(channel, 'welcome, @ada');
          return { channel };
        },
        hears: { ...joined, member: ['member.joined'] },
      },
      { what: 'a room in which one is', params: inRoom, hears: joined },
      { what: 'the actor’s room', by: 'neighbour', params: inRoom, hears: joinedRoom },
      {
        what: 'a DM of others',
        by: 'stranger',
        params: ({ places }) => ({ channel: places.dm }),
        refused: 'not_found',
        hears: nobody,
      },
    ],
  },
  'channel.leave': {
    changes: [
      { what: 'the actor’s room', by: 'neighbour', params: inRoom, hears: leftRoom },
      {
        what: 'a room with unread mentions, and comes back to it',
        params: async (world) => {
          const channel = await roomOf('member', world);
          const { actor, member } = world.devices;
          await actor.person.ask('channel.join', { channel });
          await member.person.send(channel, 'stay, @ada');
          await actor.person.ask('channel.leave', { channel });
          await member.person.send(channel, 'too late, @ada');
          await actor.person.ask('channel.join', { channel });
          return { channel };
        },
        hears: { ...own('channel.left'), member: ['member.left'] },
      },
      { what: 'a room of others', by: 'stranger', params: inRoom, refused: 'not_a_member', hears: nobody },
    ],
  },
  'channel.members': { onlyReads: [{ what: 'of a room', params: inRoom }] },
  'channel.read': {
    changes: [
      {
        what: 'of two messages and a mention, the first',
        params: async ({ places, devices }) => {
          const { person } = devices.member;
          const { seq } = await person.send(places.room, 'read this, @ada');
          await person.send(places.room, 'and this later, @ada');
          return { channel: places.room, seq };
        },
        hears: own('marker.updated'),
      },
      { what: 'all', params: ({ places }) => ({ channel: places.room, seq: 1_000_000 }), hears: own('marker.updated') },
      { what: 'back again', params: ({ places }) => ({ channel: places.room, seq: 1 }), hears: nobody },
    ],
  },
  'channel.typing': {
    changes: [
      { what: 'in a room', params: inRoom, hears: { ...own('typing'), member: ['typing'] } },
      {
        what: 'in a DM',
        params: ({ places }) => ({ channel: places.dm }),
        hears: { ...own('typing'), peer: ['typing'] },
      },
      { what: 'in a room of others', by: 'stranger', params: inRoom, refused: 'not_a_member', hears: nobody },
    ],
  },
  'channel.changes': {
    onlyReads: [
      { what: 'all of a room', params: ({ places }) => ({ channel: places.room, after_rev: 0 }) },
      { what: 'a gap', params: ({ places }) => ({ channel: places.room, after_rev: 1_000_000 }) },
    ],
  },
  'dm.open': {
    changes: [
      {
        what: 'for the first time',
        params: () => ({ username: 'bob' }),
        hears: { ...joined, member: ['channel.joined'] },
      },
      { what: 'again', params: () => ({ username: 'bob' }), hears: nobody },
      { what: 'with oneself', params: () => ({ username: 'ada' }), hears: joined },
      { what: 'with nobody', params: () => ({ username: 'zoe' }), refused: 'not_found', hears: nobody },
    ],
  },
};

/** A new room of somebody, who is alone there. */
async function roomOf(who: Principal, { devices, name }: World): Promise<ChannelId> {
  return (await devices[who].person.ask('channel.create', { name: name() })).id;
}
