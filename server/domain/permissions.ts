// The only place that decides who may do what: on loaded objects, never on names or ids from a request; unknown means no.
import type { Refusal } from '../../common/errors.ts';
import type { RequestName } from '../../common/requests.ts';
import { accountRules, type AccountJudged } from './rules/accounts.ts';
import { administrationRules, type AdministrationJudged } from './rules/administration.ts';
import { categoryRules, type CategoryJudged } from './rules/categories.ts';
import { channelRules, type ChannelJudged } from './rules/channels.ts';
import { friendRules, type FriendJudged } from './rules/friends.ts';
import { inviteRules, type InviteJudged } from './rules/invites.ts';
import { messageRules, type MessageJudged } from './rules/messages.ts';
import { moderationRules, type ModerationJudged } from './rules/moderation.ts';
import { reportRules, type ReportJudged } from './rules/reports.ts';
import { roleRules, type RoleJudged } from './rules/roles.ts';
import { serverRules, type ServerJudged } from './rules/servers.ts';
import type { Asker, Rule } from './rules/rule.ts';

/** What each request is judged on: a handler cannot run without having loaded it. */
export interface Judged
  extends
    AccountJudged,
    AdministrationJudged,
    CategoryJudged,
    ChannelJudged,
    FriendJudged,
    InviteJudged,
    MessageJudged,
    ServerJudged,
    ModerationJudged,
    ReportJudged,
    RoleJudged {}

/** The rule of every request. */
const rules: { readonly [N in RequestName]: Rule<Judged[N]> } = {
  ...accountRules,
  ...channelRules,
  ...friendRules,
  ...messageRules,
  ...serverRules,
  ...roleRules,
  ...administrationRules,
  ...categoryRules,
  ...inviteRules,
  ...moderationRules,
  ...reportRules,
};

/** Whether `asker` may put the request `name` to the loaded `object`: undefined is yes, a refusal says why not. */
export function may<N extends RequestName>(asker: Asker, name: N, object: Judged[N]): Refusal | undefined {
  return rules[name](asker, object);
}
