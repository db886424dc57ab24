// Who may do what with the invites of a server.
import { Refusal } from '../../../common/errors.ts';
import type { UserId } from '../../../common/ids.ts';
import { has } from '../../../common/permissions.ts';
import { lacking } from './channels.ts';
import type { Rule, Rules } from './rule.ts';
import { bannedFrom, permittedInServer, serverMember, type ServerPlace, type Standing } from './servers.ts';

/** An invite that works, or whose server the asker is in; anything else is none. */
export interface Invited extends ServerPlace {
  readonly createdBy: UserId | null;
  readonly isBanned: boolean;
}

export interface InviteJudged {
  'invite.create': ServerPlace;
  'invite.list': ServerPlace;
  'invite.revoke': Invited;
  'invite.show': Invited;
  'invite.accept': Invited;
}

/** The same words for a code that nobody made and for one that works no more. */
export const noSuchInvite = (): Refusal =>
  new Refusal('not_found', 'There is no such invite: it is mistyped, has expired, is used up or was revoked.');

/** Whether they see everybody’s invites; else their own. */
export function seesAllInvites(me: Standing | null): boolean {
  return me !== null && has(me.permissions, 'manage_server');
}

const revokes: Rule<Invited> = (asker, { me, createdBy }) => {
  if (me === null) return noSuchInvite();
  return createdBy === asker.id || seesAllInvites(me) ? undefined : lacking('manage_server');
};

const letsIn: Rule<Invited> = (_asker, { me, isBanned }) => (me === null && isBanned ? bannedFrom() : undefined);

export const inviteRules: Rules<InviteJudged> = {
  'invite.create': permittedInServer('invite'),
  'invite.list': serverMember,
  'invite.revoke': revokes,
  'invite.show': letsIn,
  'invite.accept': letsIn,
};
