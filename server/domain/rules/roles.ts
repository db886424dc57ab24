// Who may change roles, overrides and whose they are: nobody grants what they do not have, and nobody acts beside or above themselves.
import { Refusal } from '../../../common/errors.ts';
import type { UserId } from '../../../common/ids.ts';
import { fromBits, has, type Bits } from '../../../common/permissions.ts';
import { lacking, noSuchChannel } from './channels.ts';
import { every, type Rule, type Rules, type Verdict } from './rule.ts';
import { isAbove, noSuchServer, type ServerPlace, type Standing } from './servers.ts';

/** A role as the asker stands to it. */
export interface RolePlace extends ServerPlace {
  readonly role: { readonly position: number; readonly isDefault: boolean };
}

/** A role that is to be given or taken: `granted` is what it holds, and `target` null where they are no member. */
export interface RoleOfMember extends RolePlace {
  readonly granted: Bits;
  readonly target: Standing | null;
}

/** A channel of a server; `permissions` are the asker's in it, null where they cannot see it. */
export interface ChannelOfServer extends ServerPlace {
  readonly permissions: Bits | null;
}

/** What a channel is to change for a role or a member: `changed` is allowed, denied or neither otherwise than before. */
export interface OverrideChange extends ChannelOfServer {
  readonly changed: Bits;
  readonly target:
    | { readonly type: 'role'; readonly position: number }
    | { readonly type: 'member'; readonly standing: Standing | null };
}

export interface RoleJudged {
  'role.create': ServerPlace & { readonly granted: Bits };
  'role.update': RolePlace & { readonly granted: Bits; readonly keepsItsLook: boolean };
  'role.move': RolePlace & { readonly to: number };
  'role.delete': RolePlace;
  'role.give': RoleOfMember;
  'role.take': RoleOfMember;
  'role.members': ServerPlace;
  'override.set': OverrideChange;
  'override.clear': OverrideChange;
  'override.list': ChannelOfServer;
  'permission.explain': (ChannelOfServer | (ServerPlace & { readonly permissions?: never })) & {
    readonly about: UserId;
  };
}

/** The same words for what does not exist and for what one may not know of. */
export const noSuchRole = (): Refusal => new Refusal('not_found', 'There is no such role, or you may not see it.');

const no = (sentence: string) => new Refusal('forbidden', sentence);

/** A place in which the asker is a member. */
type Inside<O> = O & { readonly me: Standing };

/** For members who manage roles, and keep to the further rules; for others there is no such thing. */
const manages =
  <O extends ServerPlace>(unknown: () => Refusal, ...rules: readonly Rule<Inside<O>>[]): Rule<O> =>
  (asker, place) => {
    const { me } = place;
    if (me === null) return unknown();
    if (!has(me.permissions, 'manage_roles')) return lacking('manage_roles');
    return every(...rules)(asker, { ...place, me });
  };

/** Every position below that of the asker's highest role; every position for the owner. */
function isBelow(me: Standing, position: number): boolean {
  return isAbove(me, { isOwner: false, rank: position });
}

const notBelow = () => no('That role is not below your own highest one.');

const belowOwn: Rule<Inside<RolePlace>> = (_asker, { me, role }) =>
  isBelow(me, role.position) ? undefined : notBelow();

/** A new role begins above the default role only, so there must be room below one's own. */
const canStandAboveOne: Rule<Inside<ServerPlace>> = (_asker, { me }) =>
  isBelow(me, 0) ? undefined : no('A new role would not be below your own: you have none above the default role.');

const targetBelowOwn: Rule<Inside<RoleJudged['role.move']>> = (_asker, { me, to }) =>
  isBelow(me, to) ? undefined : no('Nobody moves a role to or above the place of their own highest one.');

const notDefault =
  (sentence: string): Rule<RolePlace> =>
  (_asker, { role }) =>
    role.isDefault ? no(sentence) : undefined;

const defaultKeepsItsLook: Rule<RoleJudged['role.update']> = (_asker, { role, keepsItsLook }) =>
  role.isDefault && !keepsItsLook ? no('Of the default role only permissions and colour can be changed.') : undefined;

const grantsOwn: Rule<Inside<ServerPlace & { readonly granted: Bits }>> = (_asker, { me, granted }) =>
  beyond(granted, me.permissions, 'Nobody grants what they do not have');

/** Nobody acts on who is beside or above them. */
function notAbove(me: Standing, target: Standing): Verdict {
  if (isAbove(me, target)) return undefined;
  return no('They stand beside or above you in the server: their highest role is not below your own.');
}

const notInServer = () => new Refusal('not_found', 'They are not in that server.');

/** On oneself one may act, with roles below one's own. */
const ofMemberBelow: Rule<Inside<RoleOfMember>> = ({ id }, { me, target }) => {
  if (target === null) return notInServer();
  return target.id === id ? undefined : notAbove(me, target);
};

/** What one does not see is not known to exist, whatever else one lacks. */
const seesChannel: Rule<ChannelOfServer> = (_asker, { permissions }) =>
  permissions === null ? noSuchChannel() : undefined;

const overrideBelow: Rule<Inside<OverrideChange>> = ({ id }, { me, target }) => {
  if (target.type === 'role') return isBelow(me, target.position) ? undefined : notBelow();
  if (target.standing?.id === id) return no('Nobody changes an override of themselves.');
  return target.standing === null ? undefined : notAbove(me, target.standing);
};

const changesOwn: Rule<OverrideChange> = (_asker, { permissions, changed }) =>
  beyond(changed, permissions ?? 0, 'Nobody allows, denies or lifts in a channel what they may not do there');

const changesOverride = every<OverrideChange>(
  seesChannel,
  manages<OverrideChange>(noSuchChannel, overrideBelow, changesOwn),
);

/** What was said of somebody who has left the server can still be cleared. */
const notOfGone: Rule<OverrideChange> = (_asker, { target }) => {
  if (target.type === 'role') return undefined;
  return target.standing === null ? notInServer() : undefined;
};

const explains: Rule<RoleJudged['permission.explain']> = (asker, place) => {
  if (place.permissions === null) return noSuchChannel();
  const unknown = place.permissions === undefined ? noSuchServer : noSuchChannel;
  if (place.me === null) return unknown();
  return place.about === asker.id ? undefined : manages(unknown)(asker, place);
};

export const roleRules: Rules<RoleJudged> = {
  'role.create': manages<RoleJudged['role.create']>(noSuchServer, canStandAboveOne, grantsOwn),
  'role.update': manages<RoleJudged['role.update']>(noSuchRole, belowOwn, grantsOwn, defaultKeepsItsLook),
  'role.move': manages<RoleJudged['role.move']>(
    noSuchRole,
    notDefault('The default role stays at the bottom.'),
    belowOwn,
    targetBelowOwn,
  ),
  'role.delete': manages<RolePlace>(noSuchRole, notDefault('The default role cannot be deleted.'), belowOwn),
  'role.give': manages<RoleOfMember>(
    noSuchRole,
    notDefault('Everybody has the default role.'),
    belowOwn,
    ofMemberBelow,
    grantsOwn,
  ),
  'role.take': manages<RoleOfMember>(
    noSuchRole,
    notDefault('The default role cannot be taken from anybody.'),
    belowOwn,
    ofMemberBelow,
  ),
  'role.members': (_asker, { me }) => (me === null ? noSuchRole() : undefined),
  'override.set': every<OverrideChange>(changesOverride, notOfGone),
  'override.clear': changesOverride,
  'override.list': every<ChannelOfServer>(seesChannel, manages(noSuchChannel)),
  'permission.explain': explains,
};

/** What a change gives somebody in one place, and what the one who makes it has there. */
export interface Gain {
  readonly gained: Bits;
  readonly own: Bits;
}

/**
 * Judged on what a change comes to, before it is committed: to take a role or an override away can give a permission as
 * well, since it may have denied one, and a role brings the overrides of all channels with it.
 */
export function givesOnlyOwn(gains: readonly Gain[]): Verdict {
  const bits = gains.reduce((all, { gained, own }) => all | (gained & ~own), 0);
  return beyond(bits, 0, 'That would let somebody do in a channel what you may not do there yourself');
}

function beyond(bits: Bits, own: Bits, sentence: string): Verdict {
  const missing = fromBits(bits & ~own);
  return missing.length === 0 ? undefined : no(`${sentence}: ${missing.join(', ')}.`);
}
