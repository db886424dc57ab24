// What each request about friends, blocks and privacy does to what people know.
import type { friendRequests } from '../../../common/requests/friends.ts';
import type { Hears } from './verify.ts';
import { nobody, type Table } from './action.ts';
import type { Principal, World } from './world.ts';

/** The actor's devices. */
const own = <E>(...events: E[]) => ({ actor: events, phone: events });
const updated: Hears = { ...own('friend.updated' as const), stranger: ['friend.updated'] };
const removed: Hears = { ...own('friend.removed' as const), stranger: ['friend.removed'] };
const eve = { username: 'eve' };
const ada = { username: 'ada' };

/** Makes actor and the other nothing to each other; what is heard of it does not count. */
async function apart({ devices }: World, who: Principal): Promise<void> {
  const [actor, other] = [devices.actor.person, devices[who].person];
  for (const [one, username] of [
    [actor, other.name],
    [other, actor.name],
  ] as const) {
    await one.ask('user.block', { username });
    await one.ask('user.unblock', { username });
  }
}

const strangers = async (world: World) => {
  await apart(world, 'stranger');
  return eve;
};

const asked = async (world: World) => {
  await apart(world, 'stranger');
  await world.devices.stranger.person.ask('friend.request', ada);
  return eve;
};

const asking = async (world: World) => {
  await apart(world, 'stranger');
  await world.devices.actor.person.ask('friend.request', eve);
  return eve;
};

const friends = async (world: World) => {
  await asked(world);
  await world.devices.actor.person.ask('friend.accept', eve);
  return eve;
};

/** The DM says that nobody writes in it any more, and neither sees the other. */
const hidden: Hears = {
  ...own('friend.updated' as const, 'channel.joined' as const, 'presence.updated' as const),
  peer: ['channel.joined', 'presence.updated'],
};
const shown: Hears = {
  ...own('friend.removed' as const, 'channel.joined' as const, 'presence.updated' as const),
  peer: ['channel.joined', 'presence.updated'],
};

export const friendActions: Pick<Table, keyof typeof friendRequests> = {
  'friend.list': {
    onlyReads: [
      { what: 'all', params: friendsFirst(() => ({})) },
      { what: 'of one kind', params: () => ({ kind: 'friend' }) },
    ],
  },
  'friend.request': {
    changes: [
      { what: 'somebody new', params: strangers, hears: updated },
      { what: 'the same again', params: () => eve, hears: nobody },
      { what: 'who has asked already', params: asked, hears: updated },
      { what: 'a friend', params: () => eve, hears: nobody },
      { what: 'oneself', params: () => ada, refused: 'bad_request', hears: nobody },
      {
        what: 'who has blocked one',
        params: async (world) => {
          await apart(world, 'stranger');
          await world.devices.stranger.person.ask('user.block', ada);
          return eve;
        },
        refused: 'forbidden',
        hears: nobody,
      },
    ],
  },
  'friend.accept': {
    changes: [
      { what: 'a request', params: asked, hears: updated },
      { what: 'the same again', params: () => eve, hears: nobody },
      { what: 'none', params: strangers, refused: 'not_found', hears: nobody },
    ],
  },
  'friend.decline': {
    changes: [
      { what: 'a request', params: asked, hears: removed },
      { what: 'the same again', params: () => eve, hears: nobody },
    ],
  },
  'friend.cancel': {
    changes: [
      { what: 'a request', params: asking, hears: removed },
      { what: 'the same again', params: () => eve, hears: nobody },
    ],
  },
  'friend.remove': {
    changes: [
      { what: 'a friend', params: friends, hears: removed },
      { what: 'the same again', params: () => eve, hears: nobody },
    ],
  },
  'user.block': {
    changes: [
      { what: 'somebody with whom one shares nothing', params: strangers, hears: own('friend.updated' as const) },
      { what: 'the same again', params: () => eve, hears: nobody },
      { what: 'a friend', params: friends, hears: { ...own('friend.updated'), stranger: ['friend.removed'] } },
      { what: 'who asks', params: asked, hears: { ...own('friend.updated'), stranger: ['friend.removed'] } },
      { what: 'who is in a DM with one', params: () => ({ username: 'dan' }), hears: hidden },
    ],
  },
  'user.unblock': {
    changes: [
      { what: 'who is in a DM with one', params: () => ({ username: 'dan' }), hears: shown },
      { what: 'the same again', params: () => ({ username: 'dan' }), hears: nobody },
      {
        what: 'who has blocked one as well',
        params: async (world) => {
          await apart(world, 'stranger');
          await world.devices.stranger.person.ask('user.block', ada);
          await world.devices.actor.person.ask('user.block', eve);
          return eve;
        },
        hears: own('friend.removed' as const),
      },
    ],
  },
  'privacy.get': { onlyReads: [{ what: 'one’s own', params: () => ({}) }] },
  'privacy.set': {
    changes: [
      { what: 'some of it', params: () => ({ dms_from: 'friends', suggested: false }), hears: own('me.updated') },
      {
        what: 'the rest',
        params: () => ({ requests_from: 'everyone', dms_from: 'everyone' }),
        hears: own('me.updated'),
      },
    ],
  },
  'friend.suggest': { onlyReads: [{ what: 'whoever there is', params: () => ({}) }] },
  'suggestion.dismiss': {
    changes: [
      { what: 'somebody', params: () => eve, hears: nobody },
      { what: 'the same again', params: () => eve, hears: nobody },
    ],
  },
};

function friendsFirst<T>(params: () => T): (world: World) => Promise<T> {
  return async (world) => {
    await friends(world);
    return params();
  };
}
