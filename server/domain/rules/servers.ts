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

export interface ServerJudged {
  'server.create': Own;
  'server.get': ServerPlace;
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

export const serverRules: Rules<ServerJudged> = {
  'server.create': always,
  'server.get': serverMember,
};
