// Bans, reports and entries of the audit log, as both sides see them on the wire.
import * as z from 'zod/mini';
import { ChannelId, MessageId, ReportId, ServerId } from './ids.ts';
import { UserRef } from './model.ts';

const Time = z.string().check(z.describe('a time in ISO 8601, UTC'));

export const Ban = z.object({
  user: UserRef,
  banned_by: z.nullable(UserRef),
  reason: z.string(),
  created_at: Time,
  until: z.nullable(Time).check(z.describe('null: until it is lifted')),
});
export type Ban = z.infer<typeof Ban>;

export const ReportStatus = z.enum(['open', 'resolved', 'dismissed']);
export type ReportStatus = z.infer<typeof ReportStatus>;

/** `content` is what the message said when it was reported; `server` null: it is in the queue of the host. */
export const Report = z.object({
  id: ReportId,
  server: z.nullable(ServerId),
  reporter: z.nullable(UserRef),
  user: UserRef.check(z.describe('who is reported, or wrote what is')),
  channel: z.nullable(ChannelId),
  message: z.nullable(MessageId),
  content: z.string(),
  reason: z.string(),
  status: ReportStatus,
  created_at: Time,
  handled_by: z.nullable(UserRef),
  handled_at: z.nullable(Time),
  note: z.string(),
});
export type Report = z.infer<typeof Report>;

const Values = z.nullable(z.record(z.string(), z.unknown()));

/** An entry of a log; `hash` is chained to the entry before (docs/moderation.md says how). */
export const AuditEntry = z.object({
  n: z.int(),
  at: Time,
  actor: UserRef,
  action: z.string().check(z.describe('the request that did it')),
  target: z.object({ type: z.string(), id: z.string(), name: z.string() }),
  reason: z.string(),
  before: Values.check(z.describe('what is different, as it was')),
  after: Values,
  hash: z.string().check(z.describe('SHA-256 in hexadecimal')),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
