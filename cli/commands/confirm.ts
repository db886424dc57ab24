// The question before something that cannot be undone.
import { Lost } from '../net/caller.ts';
import { UsageError, type Context } from './command.ts';

/** Skips the question. */
export const yes = { type: 'flag', help: 'do it without asking' } as const;

/** Undefined: it was confirmed. */
type Unconfirmed = UsageError | Lost | undefined;

export async function confirmed(context: Context, isYes: boolean, question: string): Promise<Unconfirmed> {
  return await answered(context, isYes, `${question} [y/N] `, (answer) => /^y(es)?$/i.test(answer));
}

/** For what many people lose: its name is typed. */
export async function confirmedByName(
  context: Context,
  isYes: boolean,
  { question, name }: { readonly question: string; readonly name: string },
): Promise<Unconfirmed> {
  return await answered(context, isYes, `${question} Type its name, ${name}, to go on: `, (answer) => answer === name);
}

async function answered(
  { ask, form }: Context,
  isYes: boolean,
  question: string,
  isConsent: (answer: string) => boolean,
): Promise<Unconfirmed> {
  if (isYes) return undefined;
  if (ask === null)
    return new UsageError(
      form === 'shell'
        ? 'There is no terminal to ask on: add --yes to do it.'
        : 'Add --yes to do it; it cannot be undone.',
    );
  const answer = await ask(question);
  return answer !== null && isConsent(answer.trim()) ? undefined : new Lost('interrupted', 'Nothing was done.');
}
