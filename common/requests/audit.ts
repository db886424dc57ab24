// Requests about the audit log: what was done to whom, by whom, and whether the log is as it was written.
import * as z from 'zod/mini';
import { ServerId } from '../ids.ts';
import { protocolLimits as limits } from '../limits.ts';
import { AuditEntry } from '../moderation.ts';
import { pageSize, soughtName } from './fields.ts';
import { row, type Row } from './row.ts';

export const auditRequests = {
  'audit.list': row(
    'user',
    'read',
    'The audit log of a server (takes the permission view_audit_log there), or of the host and its rooms (for its administrators), the newest entry first, before the entry `before`; optionally only what `actor` did, only one `action`, only what was done to `target` (an id, or a name as it was then); with one of these it counts as `state`. Of a channel that the asker is not in, and of messages in it, names and values are left out, except for owners and administrators.',
    z.strictObject({
      server: z.optional(ServerId),
      before: z.optional(z.int().check(z.gte(1))),
      actor: z.optional(soughtName(200)),
      action: z.optional(soughtName(100)),
      target: z.optional(soughtName(200)),
      limit: pageSize(limits.pageMaxAudit),
    }),
    z.object({ entries: z.array(AuditEntry), has_more: z.boolean() }),
  ),
  'audit.verify': row(
    'user',
    'state',
    'Compute the chain of hashes of a log anew: whether every entry is as it was written, and if not, which is the first that is wrong. For those who may read the log.',
    z.strictObject({ server: z.optional(ServerId) }),
    z.object({
      ok: z.boolean(),
      entries: z.int().check(z.describe('how many there should be, says the head of the log')),
      head: z.string().check(z.describe('the hash of the last one, in hexadecimal')),
      wrong: z.nullable(z.object({ n: z.int(), why: z.string() })),
    }),
  ),
} as const satisfies Record<string, Row>;
