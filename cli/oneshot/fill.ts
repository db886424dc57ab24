// The values that are not among the words: a text from standard input, a password from a person or a pipe.
import { protocolLimits } from '../../common/limits.ts';
import type { ReadArguments } from '../commands/arguments.ts';
import { UsageError, type Command } from '../commands/command.ts';

/** Puts them into `args`; 'interrupted' when the person gave up at a question. */
export async function fillArguments(
  command: Command,
  read: ReadArguments,
): Promise<UsageError | 'interrupted' | 'filled'> {
  for (const [name, { otherwise }] of Object.entries(command.positionals)) {
    const value = read.args[name];
    if (otherwise !== 'stdin' || (value !== undefined && value !== '-')) continue;
    if (value === undefined && process.stdin.isTTY) {
      return new UsageError('There is nothing to send: give the text, or pipe it in.');
    }
    const { readStdin } = await import('./stdin.ts');
    const text = await readStdin(protocolLimits.messageMaxBytes, 'A message');
    if (text instanceof UsageError) return text;
    read.args[name] = text;
  }
  for (const [name, option] of Object.entries(command.options)) {
    if (option.type !== 'secret') continue;
    const secret = read.secretsFromStdin.has(name) ? await pipedSecret(name) : await typedSecret(name, option);
    if (typeof secret !== 'string') return secret ?? 'interrupted';
    read.args[name] = secret;
  }
  return 'filled';
}

const secretMaxBytes = 1000;

async function pipedSecret(name: string): Promise<string | UsageError> {
  const { readStdin } = await import('./stdin.ts');
  const secret = await readStdin(secretMaxBytes, `A ${name}`);
  return secret === '' ? new UsageError(`Standard input holds no ${name}.`) : secret;
}

async function typedSecret(
  name: string,
  { prompt, again }: { readonly prompt: string; readonly again?: string },
): Promise<string | UsageError | null> {
  if (!process.stdin.isTTY) {
    return new UsageError(`There is no terminal to ask for the ${name}; pipe it in with --${name}-stdin.`);
  }
  const { askSecret } = await import('./prompt.ts');
  const first = await askSecret(prompt);
  if (first === null || again === undefined) return first;
  const second = await askSecret(again);
  if (second === null || second === first) return second;
  return new UsageError('The two answers differ; nothing was done.');
}
