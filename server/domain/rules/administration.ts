// Who may run the host: its moderators see users and suspend members, its administrators do the rest, its owner hands it on.
import { Refusal } from '../../../common/errors.ts';
import type { UserId } from '../../../common/ids.ts';
import type { PlatformRole } from '../../../common/model.ts';
import { isAtLeast, outranks } from '../platform.ts';
import { always, every, type Own, type Rule, type Rules } from './rule.ts';

/** The asker as they stand at this moment: a socket's login may be older than their rank. */
export interface HostStanding {
  readonly me: PlatformRole;
}

/** Somebody of the host, as the asker stands to them. */
export interface HostSubject extends HostStanding {
  readonly subject: { readonly id: UserId; readonly platform_role: PlatformRole };
}

/** A rank that somebody is to have. */
export interface Promotion extends HostSubject {
  readonly role: PlatformRole;
}

export interface AdministrationJudged {
  'admin.users': HostStanding;
  'admin.user.get': HostStanding;
  'admin.user.suspend': HostSubject;
  'admin.user.unsuspend': HostSubject;
  'admin.user.reset_password': HostSubject;
  'admin.role.set': Promotion;
  'admin.owner.transfer': HostStanding;
  'admin.settings.get': HostStanding;
  'admin.settings.set': HostStanding;
  'admin.announce': HostStanding;
  'admin.statistics': HostStanding;
  'admin.invite.create': HostStanding;
  'admin.invite.list': HostStanding;
  'admin.invite.revoke': HostStanding;
  'pass.show': Own;
  'pass.redeem': Own;
  'admin.pass.create': HostStanding;
  'admin.pass.list': HostStanding;
  'admin.pass.revoke': HostStanding;
  'admin.pass.give': HostStanding;
  'admin.pass.take': HostStanding;
}

const names: Readonly<Record<PlatformRole, string>> = {
  owner: 'the owner',
  administrator: 'administrators',
  moderator: 'moderators',
  member: 'members',
};

const atLeast =
  (least: PlatformRole): Rule<HostStanding> =>
  (_asker, { me }) => {
    if (isAtLeast(me, least)) return undefined;
    const beyond = least === 'owner' ? '' : ' and those above them';
    return new Refusal('forbidden', `That is for ${names[least]} of this host${beyond}.`);
  };

const above: Rule<HostSubject> = (_asker, { me, subject }) =>
  outranks(me, subject.platform_role)
    ? undefined
    : new Refusal('forbidden', 'They stand beside or above you on this host: only somebody above them may do that.');

const givesLess: Rule<Promotion> = (_asker, { me, role }) =>
  outranks(me, role) ? undefined : new Refusal('forbidden', 'You may only give a rank that is below your own.');

const moderators = atLeast('moderator');
const administrators = atLeast('administrator');

export const administrationRules: Rules<AdministrationJudged> = {
  'admin.users': moderators,
  'admin.user.get': moderators,
  'admin.user.suspend': every<HostSubject>(moderators, above),
  'admin.user.unsuspend': every<HostSubject>(moderators, above),
  'admin.user.reset_password': every<HostSubject>(administrators, above),
  'admin.role.set': every<Promotion>(administrators, above, givesLess),
  'admin.owner.transfer': atLeast('owner'),
  'admin.settings.get': administrators,
  'admin.settings.set': administrators,
  'admin.announce': administrators,
  'admin.statistics': administrators,
  'admin.invite.create': administrators,
  'admin.invite.list': administrators,
  'admin.invite.revoke': administrators,
  'pass.show': always,
  'pass.redeem': always,
  'admin.pass.create': administrators,
  'admin.pass.list': administrators,
  'admin.pass.revoke': administrators,
  'admin.pass.give': administrators,
  'admin.pass.take': administrators,
};
