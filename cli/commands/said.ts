// A command inside a sentence, as it is written where the sentence is read.
import type { Context } from './command.ts';

/** `words` without `devchat`; on the screen they may be others. */
export function said({ form }: Pick<Context, 'form'>, words: string, onScreen = words): string {
  return form === 'shell' ? `\`devchat ${words}\`` : `/${onScreen}`;
}
