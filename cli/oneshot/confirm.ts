// The question before what cannot be undone.
import { createInterface } from 'node:readline/promises';
import { UsageError, type ArgumentValues, type Command } from '../commands/command.ts';

/** Undefined: go on. Without a terminal nobody can answer, and nothing is done. */
export async function askFirst(
  command: Command,
  args: ArgumentValues,
): Promise<UsageError | 'interrupted' | undefined> {
  const question = command.confirm?.(args) ?? null;
  if (question === null) return undefined;
  if (!process.stdin.isTTY) return new UsageError(`${question} There is no terminal to ask; give --yes.`);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  const answer = await Promise.race([lines.question(`${question} [y/N] `), closed]);
  lines.close();
  return /^y(es)?$/i.test(answer.trim()) ? undefined : 'interrupted';
}
