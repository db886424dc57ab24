// Who may do what in and about a server.
import { Refusal } from '../../../common/errors.ts';
import type { ServerId, UserId } from '../../../common/ids.ts';
import { has, type Bits, type Permission } from '../../../common/permissions.ts';
import { lacking } from './channels.ts';
import { always, type Own, type Rule, type Rules } from './rule.ts';

/** Somebody in a server. */
export interface Standing {
  readonly id: UserId;
  readonly isOwner: boolean;
  /** In the server as a whole; while they are timed out, what is left of it. */
  readonly permissions: Bits;
  /** The position of their highest role: 0 is the default role's. The owner is above all. */
  readonly rank: number;
}

/** A server as the asker stands to it; `me` is null for outsiders. */
export interface ServerPlace {
  readonly server: { readonly id: ServerId };
  readonly me: Standing | null;
}

/** A server as it is open to the asker. */
export interface Doorway extends ServerPlace {
  readonly isListed: boolean;
  readonly isBanned: boolean;
}

/** A server, and the member of it that something is done to; null: none. */
export interface MemberPlace extends ServerPlace {
  readonly target: Standing | null;
}

export interface ServerJudged {
  'server.create': Own;
  'server.get': ServerPlace;
  'server.resolve': ServerPlace;
  'server.update': ServerPlace;
  'server.leave': ServerPlace;
  'server.transfer': MemberPlace;
  'server.delete': ServerPlace;
  'server.directory': Own;
  'server.join': Doorway;
  'server.members': ServerPlace;
  'member.nickname': MemberPlace;
}

/** The same words for what does not exist and for what one may not know of. */
export const noSuchServer = (): Refusal => new Refusal('not_found', 'There is no such server, or you may not see it.');

export const serverMember: Rule<ServerPlace> = (_asker, { me }) => (me === null ? noSuchServer() : undefined);

/** A member who has the permission in the server as a whole. */
export const permittedInServer =
  (permission: Permission): Rule<ServerPlace> =>
  (_asker, { me }) => {
    if (me === null) return noSuchServer();
    return has(me.permissions, permission) ? undefined : lacking(permission);
  };

/** Whether `one` stands above `other` in the hierarchy: nobody acts on who is beside or above them. */
export function isAbove(one: Standing, other: { readonly isOwner: boolean; readonly rank: number }): boolean {
  if (other.isOwner) return false;
  return one.isOwner || one.rank > other.rank;
}

export const noSuchMember = (): Refusal => new Refusal('not_found', 'There is no such member in this server.');

/** Said to who is banned, however they would come in. */
export const bannedFrom = (): Refusal =>
  new Refusal('forbidden', 'You are banned from that server; whoever moderates it can lift that.');

const serverOwner =
  (sentence: string): Rule<ServerPlace> =>
  (_asker, { me }) => {
    if (me === null) return noSuchServer();
    return me.isOwner ? undefined : new Refusal('forbidden', sentence);
  };

const leaves: Rule<ServerPlace> = (_asker, { me }) => {
  if (me === null) return noSuchServer();
  return me.isOwner
    ? new Refusal('forbidden', 'You own this server: transfer it to another member, or delete it.')
    : undefined;
};

const transfers: Rule<MemberPlace> = (asker, place) =>
  serverOwner('Only the owner of a server may transfer it.')(asker, place) ??
  (place.target === null ? noSuchMember() : undefined);

const joins: Rule<Doorway> = (_asker, { me, isListed, isBanned }) => {
  if (me !== null) return undefined;
  if (!isListed) return noSuchServer();
  return isBanned ? bannedFrom() : undefined;
};

const nicknames: Rule<MemberPlace> = (asker, place) => {
  const { me, target } = place;
  if (me === null) return noSuchServer();
  if (target === null) return noSuchMember();
  if (me.id === target.id) return permittedInServer('change_nickname')(asker, place);
  const lacks = permittedInServer('manage_nicknames')(asker, place);
  if (lacks !== undefined) return lacks;
  return isAbove(me, target)
    ? undefined
    : new Refusal('forbidden', 'You may only rename members below you: their highest role is at or above yours.');
};

export const serverRules: Rules<ServerJudged> = {
  'server.create': always,
  'server.get': serverMember,
  'server.resolve': serverMember,
  'server.update': permittedInServer('manage_server'),
  'server.leave': leaves,
  'server.transfer': transfers,
  'server.delete': serverOwner('Only the owner of a server may delete it.'),
  'server.directory': always,
  'server.join': joins,
  'server.members': serverMember,
  'member.nickname': nicknames,
};
