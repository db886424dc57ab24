// Requests about reports: somebody says that something is not right, and those who look after the place handle it.
import * as z from 'zod/mini';
import { MessageId, ReportId, ServerId } from '../ids.ts';
import { protocolLimits as limits } from '../limits.ts';
import { Report, ReportStatus } from '../moderation.ts';
import { oneLine, pageSize, Reason, soughtName } from './fields.ts';
import { row, type Row } from './row.ts';

const why = oneLine(limits.reasonMaxChars).check(
  z.refine((text: string) => text.trim() !== '', 'must say what is wrong'),
);

export const reportRequests = {
  'report.create': row(
    'user',
    'write',
    'Report a message, or somebody (by name; in a `server`, to that server). A copy of the message is kept. What happened in a server goes to those who may manage messages there, unless it is about the only one who may; all else, and what is reported `to_host`, to the moderators of the host. Reporting an own open report again with `to_host` hands it on.',
    z
      .strictObject({
        message: z.optional(MessageId),
        username: z.optional(soughtName(200)),
        server: z.optional(ServerId),
        reason: why,
        to_host: z._default(z.boolean(), false),
      })
      .check(
        z.refine((p) => (p.message === undefined) !== (p.username === undefined), 'give a `message` or a `username`'),
      )
      .check(z.refine((p) => p.message === undefined || p.server === undefined, 'a `message` says itself where it is')),
    z.object({
      id: ReportId,
      server: z.nullable(ServerId).check(z.describe('whose queue it is in; null: the host’s')),
    }),
  ),
  'report.list': row(
    'user',
    'read',
    'The queue of a server (takes the permission manage_messages there), or of the host (for its moderators), without what is about the asker; the oldest first, after the report `after`.',
    z.strictObject({
      server: z.optional(ServerId),
      status: z._default(ReportStatus, 'open'),
      after: z.optional(ReportId),
      limit: pageSize(limits.pageMaxReports),
    }),
    z.object({ reports: z.array(Report), has_more: z.boolean() }),
  ),
  'report.handle': row(
    'user',
    'write',
    'Close a report, with a note for the others who handle reports; `delete_message` deletes the reported message as well.',
    z.strictObject({
      id: ReportId,
      outcome: z.enum(['resolved', 'dismissed']),
      note: Reason,
      action: z._default(z.enum(['none', 'delete_message']), 'none'),
    }),
    Report,
  ),
} as const satisfies Record<string, Row>;
