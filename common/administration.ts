// What those who run a host see of it: its users, settings, invites, passes and figures. Times are ISO 8601 in UTC.
import * as z from 'zod/mini';
import { PassCodeId } from './ids.ts';
import { PlatformRole, UserRef } from './model.ts';

const Time = z.string().check(z.describe('a time in ISO 8601, UTC'));
const Count = z.int().check(z.gte(0));

export const Suspension = z.object({
  until: z.nullable(Time).check(z.describe('null: it has no end')),
  reason: z.string(),
});
export type Suspension = z.infer<typeof Suspension>;

/** A user as those see them who run the host; moderators do not see addresses. */
export const AdminUser = z.extend(UserRef, {
  email: z.nullable(z.string()),
  platform_role: PlatformRole,
  created_at: Time,
  last_active_at: z.nullable(Time).check(z.describe('when one of their logins was last used, to the minute')),
  here: z.boolean().check(z.describe('has a live socket')),
  suspension: z.nullable(Suspension),
  pass_until: z.nullable(Time),
  logins: Count,
});
export type AdminUser = z.infer<typeof AdminUser>;

/** A code with which accounts can be made on a host that takes them by invitation only. */
export const HostInvite = z.object({
  code: z.string(),
  created_at: Time,
  created_by: z.nullable(UserRef),
  expires_at: z.nullable(Time),
  max_uses: z.nullable(z.int()),
  uses: Count,
});
export type HostInvite = z.infer<typeof HostInvite>;

/** Where a value comes from; what the machine's environment says wins over a setting. */
export const SettingSource = z.enum(['default', 'environment', 'setting']);
export type SettingSource = z.infer<typeof SettingSource>;

export const LimitSetting = z.object({
  name: z.string(),
  value: z.int(),
  source: SettingSource,
  default: z.int(),
  changeable: z.boolean().check(z.describe('can be set while the host runs')),
  why: z.string(),
});
export type LimitSetting = z.infer<typeof LimitSetting>;

export const Settings = z.object({
  name: z.string(),
  name_source: SettingSource,
  invitations_only: z.boolean(),
  limits: z.array(LimitSetting),
});
export type Settings = z.infer<typeof Settings>;

export const Statistics = z.object({
  users: Count,
  suspended: Count,
  active_today: Count.check(z.describe('users of the last 24 hours')),
  active_week: Count,
  passes: Count,
  servers: Count,
  rooms: Count,
  messages: z
    .array(z.object({ day: z.string(), messages: Count }))
    .check(z.describe('sent on each of the last 30 days in UTC, the newest first')),
  nodes: z.array(z.object({ node: z.string(), users: Count })).check(z.describe('who is connected to each node')),
});
export type Statistics = z.infer<typeof Statistics>;

/** A code that gives the pass; the code itself is shown once, when it is made. */
export const PassCode = z.object({
  id: PassCodeId,
  days: z.int(),
  note: z.string(),
  created_at: Time,
  created_by: z.nullable(UserRef),
  redeemed_by: z.nullable(UserRef),
  redeemed_at: z.nullable(Time),
  revoked_at: z.nullable(Time),
});
export type PassCode = z.infer<typeof PassCode>;
