// Requests about messages.
import * as z from 'zod/mini';
import { ChannelId, MessageId } from '../ids.ts';
import { protocolLimits as limits } from '../limits.ts';
import { Message } from '../model.ts';
import { Content, pageSize, Reason, Seq } from './fields.ts';
import { row, type Row } from './row.ts';

export const messageRequests = {
  'message.send': row(
    'user',
    'send',
    'Send a message. The answer comes after the commit. The same `id` again gives back the same message; with another body it is a `conflict`.',
    z.strictObject({ id: MessageId, channel: ChannelId, content: Content }),
    Message,
  ),
  'message.edit': row(
    'user',
    'send',
    'Change one’s own message.',
    z.strictObject({ id: MessageId, content: Content }),
    Message,
  ),
  'message.delete': row(
    'user',
    'send',
    'Delete one’s own message, or, with the permission manage_messages, anybody’s (in a room only of who stands below one); a tombstone stays.',
    z.strictObject({ id: MessageId, reason: Reason }),
    Message,
  ),
  'message.pin': row(
    'user',
    'write',
    'Pin a message, with the permission manage_messages; in a DM both may.',
    z.strictObject({ id: MessageId }),
    Message,
  ),
  'message.unpin': row('user', 'write', 'Take a pin away.', z.strictObject({ id: MessageId }), Message),
  'message.pins': row(
    'user',
    'read',
    'The pinned messages of a channel, the latest pin first.',
    z.strictObject({ channel: ChannelId }),
    z.object({ messages: z.array(Message) }),
  ),
  'message.history': row(
    'user',
    'read',
    'A page of messages in the order of `seq`: those before `before`, those after `after`, or the newest.',
    z
      .strictObject({
        channel: ChannelId,
        before: z.optional(Seq),
        after: z.optional(Seq),
        limit: pageSize(limits.pageMaxMessages),
      })
      .check(z.refine((p) => p.before === undefined || p.after === undefined, 'give `before` or `after`, not both')),
    z.object({ messages: z.array(Message), has_before: z.boolean(), has_after: z.boolean() }),
  ),
} as const satisfies Record<string, Row>;
