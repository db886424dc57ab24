// Who may do what in and about a channel.
import { Refusal } from '../../../common/errors.ts';
import type { UserId } from '../../../common/ids.ts';
import { permissionTable } from '../../../common/permission-table.ts';
import { has, type Bits, type Permission } from '../../../common/permissions.ts';
import { openDm, type Acquaintance } from './friends.ts';
import { always, type Own, type Rule, type Rules } from './rule.ts';
import type { ServerPlace } from './servers.ts';

/** A channel as the asker stands to it; `member` is null for outsiders. */
export interface Place {
  readonly channel: { readonly kind: 'room' | 'dm' | 'server'; readonly owner_id: UserId | null };
  readonly member: {
    /** What they may do in it now, see domain/effective.ts. */
    readonly permissions: Bits;
  } | null;
  /** Kept out of it by a ban that holds. */
  readonly isBanned: boolean;
}

/** A channel that is to be changed or deleted. */
export interface Kept {
  readonly place: Place;
  /** Whether the asker owns the host, at this moment. */
  readonly ownsHost: boolean;
}

/** A channel that is to be changed. */
export interface Reshaped extends Kept {
  /** Whether something is asked for that only channels of servers have. */
  readonly isBeyondRooms: boolean;
  /** What the default role would get back. */
  readonly lifts: readonly Permission[];
}

export interface ChannelJudged {
  'channel.create': Own | ServerPlace;
  'channel.list': Own;
  'channel.resolve': Acquaintance | Place;
  'channel.update': Reshaped;
  'channel.delete': Kept;
  'channel.join': Place;
  'channel.leave': Place;
  'channel.members': Place;
  'channel.read': Place;
  'channel.typing': Place;
  'channel.changes': Place;
  'dm.open': Acquaintance;
}

/** The same words for what does not exist and for what one may not know of. */
export const noSuchChannel = (): Refusal =>
  new Refusal('not_found', 'There is no such channel, or you may not see it.');

/** Rooms are listed for everybody, so their existence is no secret; anything else does not exist for outsiders. */
export const member: Rule<Place> = (_asker, { channel, member: membership }) => {
  if (membership !== null) return undefined;
  return channel.kind === 'room'
    ? new Refusal('not_a_member', 'You are not in that room; join it first.')
    : noSuchChannel();
};

/** A member who has the permission in this channel. */
export const permitted =
  (permission: Permission): Rule<Place> =>
  (asker, place) => {
    const outside = member(asker, place);
    if (outside !== undefined || place.member === null) return outside;
    if (has(place.member.permissions, permission)) return undefined;
    return place.channel.kind === 'dm' ? silencedDm() : lacking(permission);
  };

/** It does not say which of the two has blocked the other. */
const silencedDm = (): Refusal =>
  new Refusal('forbidden', 'Nobody can write in this DM: one of the two does not take messages from the other.');

export const lacking = (permission: Permission): Refusal =>
  new Refusal(
    'forbidden',
    `You may not do that here: it takes the permission "${permission}" (${permissionTable[permission].meaning}).`,
  );

export const banned = (until: string | null = null): Refusal =>
  new Refusal('forbidden', `You are banned from that room${until === null ? '' : ` until ${until}`}.`);

const roomOnly =
  (sentence: string): Rule<Place> =>
  (_asker, { channel, member: membership }) => {
    if (channel.kind === 'room') return undefined;
    return membership === null ? noSuchChannel() : new Refusal('forbidden', sentence);
  };

/** Whoever manages channels, and is in this one; and, whether in it or not, the owner of the host in any room. */
const keeper =
  (what: string): Rule<Kept> =>
  (asker, { place, ownsHost }) => {
    const { channel, member: membership } = place;
    switch (channel.kind) {
      case 'server':
        return permitted('manage_channels')(asker, place);
      case 'dm':
        return membership === null ? noSuchChannel() : new Refusal('forbidden', `A DM cannot be ${what}.`);
      case 'room':
        if (ownsHost) return undefined;
        if (place.isBanned) return banned();
        if (membership !== null) return permitted('manage_channels')(asker, place);
        return new Refusal(
          'forbidden',
          `A room is ${what} by who made it and by moderators of this host, while they are in it, or by the owner of this host.`,
        );
    }
  };

/** What binds the asker too is not theirs to lift. */
const reshapes: Rule<Reshaped> = (asker, object) => {
  const no = keeper('changed')(asker, object);
  if (no !== undefined) return no;
  const { place, isBeyondRooms, lifts } = object;
  if (place.channel.kind === 'room' && isBeyondRooms)
    return new Refusal('bad_request', 'A room has a name and a topic; the rest is for channels of servers.');
  return lifts.map((permission) => permitted(permission)(asker, place)).find((answer) => answer !== undefined);
};

const creates: Rule<Own | ServerPlace> = (_asker, object) => {
  if (object === 'own account') return undefined;
  const { me } = object;
  if (me === null) return new Refusal('not_found', 'There is no such server, or you may not see it.');
  // Who sees no channel would make one for others only.
  const lacks = (['manage_channels', 'view'] as const).find((permission) => !has(me.permissions, permission));
  return lacks === undefined ? undefined : lacking(lacks);
};

const visible: Rule<Place> = (asker, place) => (place.channel.kind === 'room' ? undefined : member(asker, place));

export const channelRules: Rules<ChannelJudged> = {
  'channel.create': creates,
  'channel.list': always,
  'channel.resolve': (asker, object) => ('person' in object ? openDm(object) : visible(asker, object)),
  'channel.update': reshapes,
  'channel.delete': keeper('deleted'),
  'channel.join': (asker, place) =>
    roomOnly('Only rooms can be joined.')(asker, place) ?? (place.isBanned ? banned() : undefined),
  'channel.leave': (asker, place) => roomOnly('A DM cannot be left.')(asker, place) ?? member(asker, place),
  'channel.members': member,
  'channel.read': member,
  'channel.typing': permitted('send'),
  'channel.changes': member,
  'dm.open': (_asker, person) => openDm(person),
};
