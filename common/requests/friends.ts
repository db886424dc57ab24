// Requests about who knows whom: friends, blocks, privacy and suggestions. People are named by user name.
import * as z from 'zod/mini';
import { protocolLimits as limits } from '../limits.ts';
import { Audience, Privacy, Relation } from '../model.ts';
import { Suggestion } from '../suggestions.ts';
import { none, pageSize, soughtName } from './fields.ts';
import { row, type Row } from './row.ts';

const somebody = z.strictObject({ username: soughtName(200) });
/** Asking for the same again changes nothing, and is no mistake. */
const changed = z.object({ changed: z.boolean().check(z.describe('false: it was so already')) });

export const friendRequests = {
  'friend.list': row(
    'user',
    'read',
    'One’s friends, requests and blocks by user name (without regard to case), after the name `after`; all, or those of one kind.',
    z.strictObject({
      kind: z.optional(Relation.shape.kind),
      after: z._default(soughtName(limits.usernameMaxChars), ''),
      limit: pageSize(limits.pageMaxRelations),
    }),
    z.object({ relations: z.array(Relation), has_more: z.boolean() }),
  ),
  'friend.request': row(
    'user',
    'write',
    'Ask somebody for friendship. Who has asked already is accepted with it.',
    somebody,
    Relation,
  ),
  'friend.accept': row('user', 'write', 'Accept a request.', somebody, Relation),
  'friend.decline': row(
    'user',
    'write',
    'Decline a request. It is gone for both; who asked is not told why.',
    somebody,
    changed,
  ),
  'friend.cancel': row('user', 'write', 'Take back a request of one’s own.', somebody, changed),
  'friend.remove': row('user', 'write', 'End a friendship, for both.', somebody, changed),
  'user.block': row(
    'user',
    'write',
    'Block somebody, which ends friendship and requests between you. They are not told.',
    somebody,
    Relation,
  ),
  'user.unblock': row('user', 'write', 'Take back a block.', somebody, changed),
  'privacy.get': row('user', 'read', 'What one lets others do.', none, Privacy),
  'privacy.set': row(
    'user',
    'write',
    'Choose what one lets others do; what is left out stays.',
    z.strictObject({
      requests_from: z.optional(Audience),
      dms_from: z.optional(Audience),
      suggested: z.optional(z.boolean()),
    }),
    Privacy,
  ),
  // Each reads far more than a page does.
  'friend.suggest': row(
    'user',
    'state',
    'People whom one may know, the likeliest first, each with the reasons.',
    z.strictObject({ limit: z._default(z.int().check(z.gte(1), z.lte(limits.suggestionsMax)), limits.suggestionsMax) }),
    z.object({ suggestions: z.array(Suggestion) }),
  ),
  'suggestion.dismiss': row('user', 'write', 'Never be suggested this person again.', somebody, changed),
} as const satisfies Record<string, Row>;
