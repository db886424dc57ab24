// Requests about the pass: one's own, and its codes for those who run the host.
import * as z from 'zod/mini';
import { PassCode } from '../administration.ts';
import { PassCodeId, UserId } from '../ids.ts';
import { protocolLimits as limits } from '../limits.ts';
import { Me } from '../model.ts';
import { none, oneLine, pageSize, Reason, soughtName } from './fields.ts';
import { row, type Row } from './row.ts';

const Days = z.int().check(z.gte(1), z.lte(limits.passDaysMax));

export const passRequests = {
  'pass.show': row(
    'user',
    'read',
    'Until when one has the pass, and what it unlocks.',
    none,
    z.object({
      pass_until: z.nullable(z.string()),
      active: z.boolean(),
      unlocks: z.array(z.object({ name: z.string(), meaning: z.string() })),
    }),
  ),
  'pass.redeem': row(
    'user',
    'auth',
    'Use a code: the pass begins, or lasts so much longer.',
    z.strictObject({ code: soughtName(64) }),
    z.object({ me: Me, days: z.int() }),
  ),
  'admin.pass.create': row(
    'user',
    'write',
    'Make codes, each good once for so many days of the pass. They are in the answer and never again. For administrators.',
    z.strictObject({
      days: Days,
      count: z._default(z.int().check(z.gte(1), z.lte(limits.passCodesMaxPerRequest)), 1),
      note: z._default(oneLine(limits.passNoteMaxChars), ''),
    }),
    z.object({ codes: z.array(z.object({ id: PassCodeId, code: z.string() })) }),
  ),
  'admin.pass.list': row(
    'user',
    'read',
    'The codes that were made, newest first and without the codes themselves, those before `before`.',
    z.strictObject({
      state: z.optional(z.enum(['unused', 'redeemed', 'revoked'])),
      before: z.optional(PassCodeId),
      limit: pageSize(limits.pageMaxPassCodes),
    }),
    z.object({ codes: z.array(PassCode), has_more: z.boolean() }),
  ),
  'admin.pass.revoke': row(
    'user',
    'write',
    'End a code that nobody has used.',
    z.strictObject({ id: PassCodeId, reason: Reason }),
    none,
  ),
  'admin.pass.give': row(
    'user',
    'write',
    'Give somebody days of the pass, beside what they have left.',
    z.strictObject({ user: UserId, days: Days, reason: Reason }),
    z.object({ pass_until: z.nullable(z.string()) }),
  ),
  'admin.pass.take': row(
    'user',
    'write',
    'End somebody’s pass.',
    z.strictObject({ user: UserId, reason: Reason }),
    none,
  ),
} as const satisfies Record<string, Row>;
