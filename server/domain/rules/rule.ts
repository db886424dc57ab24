// What a rule is: who asks, what has been loaded, and the answer.
import type { Refusal } from '../../../common/errors.ts';
import type { UserId } from '../../../common/ids.ts';

/** Who asks. Their rank is no part of it: a socket's login may be older than that, so it is loaded with what they ask about. */
export interface Asker {
  readonly id: UserId;
}

/** Undefined is yes; a refusal says why not. */
export type Verdict = Refusal | undefined;
export type Rule<O> = (asker: Asker, object: O) => Verdict;
/** A rule for each request of an area, on what that request is judged on. */
export type Rules<J> = { readonly [N in keyof J]: Rule<J[N]> };

/** Nothing beyond the asker's own account is touched. */
export type Own = 'own account';

export const always = (): Verdict => undefined;

/** The first no of several rules. */
export function every<O>(...rules: readonly Rule<O>[]): Rule<O> {
  return (asker, object) => {
    for (const rule of rules) {
      const no = rule(asker, object);
      if (no !== undefined) return no;
    }
    return undefined;
  };
}
