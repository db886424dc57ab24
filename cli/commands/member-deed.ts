// What is done to one member of a place, with a reason: `kick`, `unban` and `untimeout` differ in their words alone.
import { isFailure, type Answer, type Caller } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { placeAndText, placePositional, userPositional, type ModeratedPlace } from './moderated-place.ts';
import { withoutAt } from './target.ts';

export const reasonPositional = { help: 'why; it is kept in the audit log', required: false, takes: 'rest' } as const;

type Request = 'member.kick' | 'member.unban' | 'member.end_time_out';

export interface MemberDeed<N extends Request> {
  readonly verb: string;
  readonly summary: string;
  readonly example: string;
  readonly ask: (
    caller: Caller,
    params: ModeratedPlace['where'] & { username: string; reason: string },
  ) => Promise<Answer<N>>;
  /** What the person reads when it is done; `place` as they would name it. */
  readonly done: (username: string, place: string) => string;
}

export function memberDeed<N extends Request>({ verb, summary, example, ask, done }: MemberDeed<N>) {
  return defineCommand({
    path: verb,
    slash: verb,
    needs: 'login',
    summary,
    example,
    positionals: { user: userPositional, target: placePositional, reason: reasonPositional },
    options: {},
    async run(context, { user, target, reason: words }) {
      const found = await placeAndText(context, target, words);
      if (isFailure(found) || found instanceof UsageError) return found;
      const { place, text: reason } = found;
      const username = withoutAt(user);
      const answer = await ask(context.caller, { ...place.where, username, reason });
      return isFailure(answer) ? answer : { rows: [], effects: [notice(done(username, place.title))] };
    },
  });
}
