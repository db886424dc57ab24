// Requests about categories, which group the channels of a server.
import * as z from 'zod/mini';
import { CategoryId, ServerId } from '../ids.ts';
import { protocolLimits as limits } from '../limits.ts';
import { Category } from '../places.ts';
import { none, oneLine, Reason } from './fields.ts';
import { row, type Row } from './row.ts';

const CategoryName = oneLine(limits.categoryNameMaxChars).check(
  z.refine((text: string) => text.trim() !== '', 'must not be empty'),
);

export const categoryRequests = {
  'category.create': row(
    'user',
    'write',
    'Make a category at the end of a server’s; takes `manage_channels`.',
    z.strictObject({ server: ServerId, name: CategoryName, reason: Reason }),
    Category,
  ),
  'category.update': row(
    'user',
    'write',
    'Give a category another name or another place: before the category `before`, or (null) at the end; takes `manage_channels`.',
    z.strictObject({
      category: CategoryId,
      name: z.optional(CategoryName),
      before: z.optional(z.nullable(CategoryId)),
      reason: Reason,
    }),
    Category,
  ),
  'category.delete': row(
    'user',
    'write',
    'Delete a category; its channels stay, in none. Takes `manage_channels`.',
    z.strictObject({ category: CategoryId, reason: Reason }),
    none,
  ),
} as const satisfies Record<string, Row>;
