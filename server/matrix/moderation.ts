// What everybody is answered about removing, banning and silencing others.
import type { ChannelId } from '../../common/ids.ts';
import type { moderationRequests } from '../../common/requests/moderation.ts';
import type { Params } from '../../common/requests.ts';
import { expecting, nobody, ownerOnly, type Case, type Cases, type World } from './world.ts';

/** The author made the room; those of rank on the host look after all of them. */
const roomMaker = expecting(
  { author: 'ok', member: 'forbidden', administrator: 'ok', moderator: 'ok' },
  'not_a_member',
);
const notInDm = expecting({ author: 'forbidden', member: 'forbidden' }, 'not_found');
const notInServer = expecting({ author: 'forbidden', member: 'forbidden' }, 'not_found');

type Request = Exclude<keyof typeof moderationRequests, 'ban.list'>;
type Before = (world: World, channel: ChannelId, username: string) => Promise<unknown>;

export const moderationCases: Cases<keyof typeof moderationRequests> = {
  'member.kick': [...deed({}), alone({})],
  'member.ban': [
    ...deed({}),
    { params: ({ server }) => ({ server, username: 'stranger' }), expect: ownerOnly },
    { params: ({ room }) => ({ channel: room, username: 'nobody' }), expect: nobody('not_found') },
    // The author owns the host: nobody stands above them, they themselves neither.
    {
      params: ({ room }) => ({ channel: room, username: 'author' }),
      expect: expecting(
        { author: 'forbidden', member: 'forbidden', administrator: 'forbidden', moderator: 'forbidden' },
        'not_a_member',
      ),
    },
  ],
  'member.unban': deed({}, async ({ someone }, channel, username) => {
    await someone('author').ask('member.ban', { channel, username });
  }),
  'member.time_out': [...deed({ duration_s: 60 }), alone({ duration_s: 60 })],
  'member.end_time_out': deed({}, async ({ someone }, channel, username) => {
    await someone('author').ask('member.time_out', { channel, username, duration_s: 60 });
  }),
  'ban.list': [
    { params: ({ room }) => ({ channel: room }), expect: roomMaker },
    { params: ({ dm }) => ({ channel: dm }), expect: notInDm },
    { params: ({ channel }) => ({ channel }), expect: notInServer },
    { params: ({ server }) => ({ server }), expect: ownerOnly },
  ],
};

/** To somebody new in the room, and where there is no room. */
function deed<N extends Request, M extends object>(more: M, before: Before = async () => {}): Case<N>[] {
  const params = (where: object) => ({ ...where, ...more }) as Params<N>;
  return [
    {
      params: async (world) => {
        const username = world.name();
        const newcomer = await world.node.signup(username);
        await newcomer.ask('channel.join', { channel: world.room });
        await before(world, world.room, username);
        return params({ channel: world.room, username });
      },
      expect: roomMaker,
    },
    { params: ({ dm }) => params({ channel: dm, username: 'member' }), expect: notInDm },
    { params: ({ channel }) => params({ channel, username: 'member' }), expect: notInServer },
  ];
}

/** In a server to who is not in it. */
function alone<N extends Request, M extends object>(more: M): Case<N> {
  return {
    params: ({ server }) => ({ server, username: 'stranger', ...more }) as Params<N>,
    expect: expecting({ member: 'forbidden' }, 'not_found'),
  };
}
