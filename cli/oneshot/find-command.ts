// The command that the first words name, or a sentence that leads to it.
import { UsageError, type Command } from '../commands/command.ts';
import { commands } from '../commands/index.ts';
import { nearest } from '../../common/nearest.ts';

export interface FoundCommand {
  readonly command: Command;
  /** What follows its name. */
  readonly words: readonly string[];
}

/** `argv` has at least one word. A first word like `channel` that needs a second answers with its verbs. */
export function findCommand(argv: readonly string[]): FoundCommand | UsageError {
  const [first = '', second = ''] = argv;
  // Of `ban` and `ban list` the longer one is meant.
  for (const count of [3, 2, 1]) {
    const path = argv.slice(0, count).join(' ');
    const command = argv.length < count ? undefined : commands.find((one) => one.path === path);
    if (command !== undefined) return { command, words: argv.slice(count) };
  }
  const verbs = verbsOf(first);
  if (verbs.length > 0) {
    const meant = nearest(second, verbs);
    const wrong = second === '' || second.startsWith('-') ? `${first} needs a verb` : `There is no ${first} ${second}`;
    const choices = meant === undefined ? `one of ${verbs.join(', ')}` : `did you mean ${first} ${meant}?`;
    return new UsageError(`${wrong}: ${choices}`);
  }
  const firsts = [...new Set(commands.flatMap(({ path }) => path?.split(' ')[0] ?? [])), 'serve', 'start', 'help'];
  const meant = nearest(first, firsts);
  const hint = meant === undefined ? ' `devchat --help` lists the commands.' : ` Did you mean ${meant}?`;
  return new UsageError(`There is no command ${first}.${hint}`);
}

/** The verbs of a noun: `create`, `list` ... of `channel`. */
export function verbsOf(noun: string): string[] {
  return commands.flatMap(({ path }) => (path?.startsWith(`${noun} `) === true ? path.slice(noun.length + 1) : []));
}
