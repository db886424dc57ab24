// What each request about how one looks does to what people know.
import type { profileRequests } from '../../../common/requests/profiles.ts';
import type { Hears } from './verify.ts';
import { nobody, type Table } from './action.ts';
import type { World } from './world.ts';

/** A PNG of one pixel. */
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Somebody is drawn otherwise: they and those who share a channel with them. */
export const drawnAnew: Hears = {
  actor: ['me.updated', 'user.updated'],
  phone: ['me.updated', 'user.updated'],
  member: ['user.updated'],
  neighbour: ['user.updated'],
  peer: ['user.updated'],
};

/** The actor has a pass from here on, the same one: what SQL does is told to nobody. */
async function withPass({ node, devices }: World): Promise<void> {
  await node.db.pool.query(
    `update users set pass_until = coalesce(pass_until, now() + interval '1 day') where id = $1`,
    [devices.actor.person.id],
  );
}

/** The params, once the actor has a pass. */
function passing<P>(params: P): (world: World) => Promise<P> {
  return async (world) => await withPass(world).then(() => params);
}

export const profileActions: Pick<Table, keyof typeof profileRequests> = {
  'profile.get': {
    onlyReads: [
      { what: 'of a member', params: () => ({ user: 'bob' }) },
      { what: 'of nobody', params: () => ({ user: 'nobody' }), refused: 'not_found' },
    ],
  },
  'profile.name_tags': { onlyReads: [{ what: 'of none', params: () => ({ users: [] }) }] },
  'profile.set': {
    changes: [
      { what: 'what only a profile says', params: () => ({ pronouns: 'she/her', bio: 'one\ntwo' }), hears: nobody },
      { what: 'a display name', params: () => ({ display_name: 'Ada Lovelace' }), hears: drawnAnew },
      {
        what: 'a display name of an author',
        params: async ({ devices, places }) => {
          await devices.actor.person.send(places.room, 'written before');
          return { display_name: 'Ada' };
        },
        hears: drawnAnew,
      },
      { what: 'no display name any more', params: () => ({ display_name: '' }), hears: drawnAnew },
    ],
  },
  'picture.set': {
    changes: [
      { what: 'a dot', params: () => ({ image: dot }), hears: nobody },
      { what: 'no picture', params: () => ({ image: 'AAAA' }), refused: 'bad_request', hears: nobody },
    ],
  },
  'picture.remove': { changes: [{ what: 'which there may be none of', params: () => ({}), hears: nobody }] },
  'appearance.get': { onlyReads: [{ what: 'one’s own', params: () => ({}) }] },
  'appearance.set': {
    changes: [
      { what: 'without a pass', by: 'member', params: () => ({ badge: '★' }), refused: 'forbidden', hears: nobody },
      { what: 'a badge', params: passing({ badge: '★' }), hears: drawnAnew },
      { what: 'a gradient', params: passing({ name_colour: '#3fa7d6 #d63f9b' }), hears: drawnAnew },
      {
        what: 'what only a card shows',
        params: passing({ banner: '* * *', status_frames: ['a', 'b'] }),
        hears: nobody,
      },
    ],
  },
  'appearance.clear': { changes: [{ what: 'all of it', params: passing({}), hears: drawnAnew }] },
  'emoji.list': { onlyReads: [{ what: 'one’s own', params: () => ({}) }] },
  'emoji.add': {
    changes: [
      { what: 'with a pass', params: passing({ name: 'wave', text: 'o/' }), hears: nobody },
      {
        what: 'without',
        by: 'member',
        params: () => ({ name: 'wave', text: 'o/' }),
        refused: 'forbidden',
        hears: nobody,
      },
    ],
  },
  'emoji.remove': {
    changes: [
      {
        what: 'which messages keep',
        params: async (world) => {
          await withPass(world);
          const { person } = world.devices.actor;
          await person.ask('emoji.add', { name: 'flip', text: '(╯°□°)' });
          await person.send(world.places.room, 'so :flip: it is');
          return { name: 'flip' };
        },
        hears: nobody,
      },
      { what: 'one that there is not', params: () => ({ name: 'nothing' }), refused: 'not_found', hears: nobody },
    ],
  },
};
