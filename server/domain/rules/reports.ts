// Who may report, who handles reports, and who reads the log.
import { Refusal } from '../../../common/errors.ts';
import type { UserId } from '../../../common/ids.ts';
import type { PlatformRole } from '../../../common/model.ts';
import { member, type Place } from './channels.ts';
import type { Rule, Rules } from './rule.ts';
import { permittedInServer, serverMember, type ServerPlace } from './servers.ts';

/** What a server keeps of itself, or the host, as the asker stands to it now. */
export type Office =
  | { readonly type: 'server'; readonly server: ServerPlace }
  | { readonly type: 'host'; readonly role: PlatformRole };

/** A message where it stands, somebody in a server, or somebody of the host. */
export type Reportable =
  | { readonly type: 'message'; readonly place: Place }
  | { readonly type: 'member'; readonly server: ServerPlace }
  | { readonly type: 'user' };

/** `author`: the platform role of who wrote the message that is to be deleted; null where none is. */
export interface Handled {
  readonly office: Office;
  /** Who is reported. */
  readonly about: UserId;
  readonly author: PlatformRole | null;
}

export interface ReportJudged {
  'report.create': Reportable;
  'report.list': Office;
  'report.handle': Handled;
  'audit.list': Office;
  'audit.verify': Office;
}

const height: Readonly<Record<PlatformRole, number>> = { member: 0, moderator: 1, administrator: 2, owner: 3 };

const ofHost = (office: Office, least: 'moderator' | 'administrator'): Refusal | undefined =>
  office.type === 'server' || height[office.role] >= height[least]
    ? undefined
    : new Refusal(
        'forbidden',
        `Only ${least === 'moderator' ? 'moderators' : 'administrators'} of this host may do that.`,
      );

const handles: Rule<Office> = (asker, office) =>
  office.type === 'server' ? permittedInServer('manage_messages')(asker, office.server) : ofHost(office, 'moderator');

const readsLog: Rule<Office> = (asker, office) =>
  office.type === 'server'
    ? permittedInServer('view_audit_log')(asker, office.server)
    : ofHost(office, 'administrator');

export const noSuchReport = (): Refusal => new Refusal('not_found', 'There is no such report, or you may not see it.');

export const reportRules: Rules<ReportJudged> = {
  'report.create': (asker, what) => {
    if (what.type === 'user') return undefined;
    if (what.type === 'member') return serverMember(asker, what.server);
    return member(asker, what.place) === undefined ? undefined : new Refusal('not_found');
  },
  'report.list': handles,
  'report.handle': (asker, { office, about, author }) => {
    // Nobody judges in their own affair, nor learns that there is one.
    if (handles(asker, office) !== undefined || about === asker.id) return noSuchReport();
    if (office.type === 'server' || author === null || height[office.role] > height[author]) return undefined;
    return new Refusal('forbidden', 'Who wrote it stands beside or above you on this host, so you may not delete it.');
  },
  'audit.list': readsLog,
  'audit.verify': readsLog,
};
