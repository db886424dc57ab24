// The one table of requests: both doors (socket and HTTP), the docs, the OpenAPI document and the typed client come from it.
import type * as z from 'zod/mini';
import { accountRequests } from './requests/accounts.ts';
import { administrationRequests } from './requests/administration.ts';
import { categoryRequests } from './requests/categories.ts';
import { channelRequests } from './requests/channels.ts';
import { friendRequests } from './requests/friends.ts';
import { hostRequests } from './requests/host.ts';
import { inviteRequests } from './requests/invites.ts';
import { messageRequests } from './requests/messages.ts';
import { moderationRequests } from './requests/moderation.ts';
import { reportRequests } from './requests/reports.ts';
import { auditRequests } from './requests/audit.ts';
import { roleRequests } from './requests/roles.ts';
import { passRequests } from './requests/pass.ts';
import { serverRequests } from './requests/servers.ts';

export const requests = {
  ...hostRequests,
  ...accountRequests,
  ...channelRequests,
  ...friendRequests,
  ...serverRequests,
  ...roleRequests,
  ...categoryRequests,
  ...inviteRequests,
  ...messageRequests,
  ...moderationRequests,
  ...reportRequests,
  ...auditRequests,
  ...administrationRequests,
  ...passRequests,
} as const;

export type RequestName = keyof typeof requests;
/** What a client gives: defaults may be left out. */
export type Params<N extends RequestName> = z.input<(typeof requests)[N]['params']>;
/** What a handler gets: checked, with defaults filled in. */
export type CheckedParams<N extends RequestName> = z.output<(typeof requests)[N]['params']>;
export type Result<N extends RequestName> = z.output<(typeof requests)[N]['result']>;

export function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name);
}
