// What everybody is answered about channels: a room, a DM, and a channel of a server.
import { newId, rootOf, ServerId, type ChannelId } from '../../common/ids.ts';
import type { channelRequests } from '../../common/requests/channels.ts';
import type { Params, RequestName } from '../../common/requests.ts';
import { expecting, insiders, loggedIn, nobody, ownerOnly, type Case, type Cases, type World } from './world.ts';

export const inRoom = insiders('not_a_member');
export const inDm = insiders('not_found');
export const inServer = insiders('not_found');
const notInDm = expecting({ author: 'forbidden', member: 'forbidden' }, 'not_found');
const authorOnly = expecting({ author: 'ok' }, 'not_found');
const notInServer = notInDm;

export const channelCases: Cases<keyof typeof channelRequests> = {
  'channel.create': [
    { params: ({ name }) => ({ name: name() }), expect: loggedIn },
    { params: ({ name, server }) => ({ name: name(), server }), expect: ownerOnly },
    { params: ({ name }) => ({ name: name(), server: newId(ServerId) }), expect: nobody('not_found') },
  ],
  'channel.list': [{ params: () => ({}), expect: loggedIn }],
  'channel.resolve': [
    { params: () => ({ target: '#room' }), expect: inRoom },
    { params: () => ({ target: '@author' }), expect: expecting({ blocked: 'forbidden' }) },
    { params: ({ dm }) => ({ target: dm }), expect: inDm },
    { params: ({ channel }) => ({ target: channel }), expect: inServer },
    { params: () => ({ target: 'server/#general' }), expect: inServer },
    { params: ({ server }) => ({ target: server }), expect: nobody('not_found') },
  ],
  'channel.update': [
    {
      params: ({ room }) => ({ channel: room, topic: 'new' }),
      expect: expecting({ author: 'ok' }, 'forbidden'),
    },
    { params: ({ dm }) => ({ channel: dm, topic: 'new' }), expect: notInDm },
    { params: ({ channel }) => ({ channel, topic: 'new' }), expect: ownerOnly },
    { params: ({ server }) => ({ channel: rootOf(server), topic: 'new' }), expect: nobody('not_found') },
    { params: async (world) => ({ channel: await hidden(world), topic: 'new' }), expect: authorOnly },
  ],
  'channel.delete': [
    {
      params: async ({ someone, name }) => ({
        channel: (await someone('author').ask('channel.create', { name: name() })).id,
      }),
      expect: expecting({ author: 'ok' }, 'forbidden'),
    },
    { params: ({ dm }) => ({ channel: dm }), expect: notInDm },
    { params: async (world) => ({ channel: await made(world) }), expect: ownerOnly },
    { params: ({ server }) => ({ channel: rootOf(server) }), expect: nobody('not_found') },
    { params: async (world) => ({ channel: await hidden(world) }), expect: authorOnly },
  ],
  'channel.join': [
    { params: ({ dm }) => ({ channel: dm }), expect: notInDm },
    { params: ({ channel }) => ({ channel }), expect: notInServer },
    {
      params: async ({ someone, name }) => {
        const { id: channel } = await someone('author').ask('channel.create', { name: name() });
        await someone('author').ask('member.ban', { channel, username: 'banned' });
        return { channel };
      },
      expect: expecting({ banned: 'forbidden' }),
    },
  ],
  'channel.leave': [
    { params: ({ dm }) => ({ channel: dm }), expect: notInDm },
    { params: ({ channel }) => ({ channel }), expect: notInServer },
    {
      params: async ({ someone, name }) => ({
        channel: (await someone('author').ask('channel.create', { name: name() })).id,
      }),
      expect: expecting({ author: 'ok' }, 'not_a_member'),
    },
  ],
  'channel.members': everywhere((channel) => ({ channel })),
  'channel.read': everywhere((channel) => ({ channel, seq: 0 })),
  'channel.typing': everywhere((channel) => ({ channel })),
  'channel.changes': everywhere((channel) => ({ channel, after_rev: 0 })),
  'dm.open': [
    { params: () => ({ username: 'member' }), expect: loggedIn },
    { params: () => ({ username: 'author' }), expect: expecting({ blocked: 'forbidden' }) },
    { params: () => ({ username: 'blocked' }), expect: expecting({ author: 'conflict' }) },
    { params: () => ({ username: 'nobody' }), expect: nobody('not_found') },
  ],
};

/** A channel of the server that everybody in it sees. */
async function made({ someone, server, name }: World): Promise<ChannelId> {
  return (await someone('author').ask('channel.create', { server, name: name() })).id;
}

/** A channel of the server that only its owner sees. */
async function hidden({ someone, server, name }: World): Promise<ChannelId> {
  return (await someone('author').ask('channel.create', { server, name: name(), private: true })).id;
}

/** In the room, in the DM, in the server's channel, and in the server's own, which is none to speak of. */
export function everywhere<N extends RequestName>(params: (channel: ChannelId) => Params<N>): Case<N>[] {
  return [
    { params: ({ room }) => params(room), expect: inRoom },
    { params: ({ dm }) => params(dm), expect: inDm },
    { params: ({ channel }) => params(channel), expect: inServer },
    { params: async (world) => params(await hidden(world)), expect: authorOnly },
    { params: ({ server }) => params(rootOf(server)), expect: nobody('not_found') },
  ];
}
