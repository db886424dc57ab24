// Suggestions of people to know: why somebody is suggested, as data and as one line.
import * as z from 'zod/mini';
import { ChannelId, ServerId } from './ids.ts';
import { UserRef } from './model.ts';

/** Only what the one who asks can see themself. */
export const Reason = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('mutual_friends'),
    count: z.int(),
    names: z.array(z.string()).check(z.describe('some of them, those with the fewest friends first')),
  }),
  z.object({ type: z.literal('server'), server: ServerId, name: z.string() }),
  z.object({ type: z.literal('room'), channel: ChannelId, name: z.string() }),
  z.object({ type: z.literal('mentions'), count: z.int().check(z.describe('of each other, in the last days')) }),
]);
export type Reason = z.infer<typeof Reason>;

export const Suggestion = z.object({
  user: UserRef,
  score: z.number().check(z.describe('suggestions come with the highest first; what it adds up is in docs/people.md')),
  reasons: z.array(Reason),
  why: z.string().check(z.describe('the reasons as one line')),
});
export type Suggestion = z.infer<typeof Suggestion>;

/** "3 mutual friends: ada, bob, carol; you are both in #rust". */
export function whyLine(reasons: readonly Reason[]): string {
  return reasons.map(words).join('; ');
}

function words(reason: Reason): string {
  switch (reason.type) {
    case 'mutual_friends':
      return mutualWords(reason.count, reason.names);
    case 'server':
      return `you are both in the server ${reason.name}`;
    case 'room':
      return `you are both in #${reason.name}`;
    case 'mentions':
      return reason.count === 1
        ? 'one of you mentioned the other lately'
        : `you mentioned each other ${reason.count} times lately`;
  }
}

function mutualWords(count: number, names: readonly string[]): string {
  const more = count - names.length;
  const head = count === 1 ? '1 mutual friend' : `${count} mutual friends`;
  return `${head}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
