// Whether what cannot be undone is meant: asked on the terminal, or answered by `--yes`.
import { UsageError, type ArgumentValues, type Command } from '../commands/command.ts';
import { safeLine } from './rows.ts';

export async function isMeant(command: Command, args: ArgumentValues): Promise<'yes' | 'no' | UsageError> {
  if (command.confirm === undefined || args['yes'] === true) return 'yes';
  if (!process.stdin.isTTY) return new UsageError('There is no terminal to ask whether it is meant; add --yes.');
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl+C and Ctrl+D are a no as well.
    const over = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
    const answer = await Promise.race([terminal.question(`${safeLine(command.confirm(args))} [y/N] `), over]);
    return /^y(es)?$/i.test(answer.trim()) ? 'yes' : 'no';
  } finally {
    terminal.close();
  }
}
