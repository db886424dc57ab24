// Who may do what in and about a channel.
import { Refusal } from '../../../common/errors.ts';
import type { UserId } from '../../../common/ids.ts';
import { has, permissionTable, type Bits, type Permission } from '../../../common/permissions.ts';
import { openDm, type Acquaintance } from './friends.ts';
import { always, type Own, type Rule, type Rules } from './rule.ts';

/** A channel as the asker stands to it; `member` is null for outsiders. */
export interface Place {
  readonly channel: { readonly kind: 'room' | 'dm' | 'server'; readonly owner_id: UserId | null };
  readonly member: {
    /** What they may do in it now, see domain/effective.ts. */
    readonly permissions: Bits;
  } | null;
}

export interface ChannelJudged {
  'channel.create': Own;
  'channel.list': Own;
  'channel.resolve': Acquaintance | Place;
  'channel.update': Place;
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

const roomOnly =
  (sentence: string): Rule<Place> =>
  (_asker, { channel, member: membership }) => {
    if (channel.kind === 'room') return undefined;
    return membership === null ? noSuchChannel() : new Refusal('forbidden', sentence);
  };

const roomOwner: Rule<Place> = (asker, place) => {
  const notARoom = roomOnly('A DM has no topic.')(asker, place);
  if (notARoom !== undefined) return notARoom;
  if (place.channel.owner_id === asker.id || asker.platformRole === 'owner') return undefined;
  return new Refusal('forbidden', 'Only who made the room, and the owner of this host, may change its topic.');
};

const visible: Rule<Place> = (asker, place) => (place.channel.kind === 'room' ? undefined : member(asker, place));

export const channelRules: Rules<ChannelJudged> = {
  'channel.create': always,
  'channel.list': always,
  'channel.resolve': (asker, object) => ('person' in object ? openDm(object) : visible(asker, object)),
  'channel.update': roomOwner,
  'channel.join': roomOnly('Only rooms can be joined.'),
  'channel.leave': (asker, place) => roomOnly('A DM cannot be left.')(asker, place) ?? member(asker, place),
  'channel.members': member,
  'channel.read': member,
  'channel.typing': permitted('send'),
  'channel.changes': member,
  'dm.open': (_asker, person) => openDm(person),
};
