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
  const [first = ''] = argv;
  for (let taken = Math.min(nameMaxWords, argv.length); taken > 0; taken--) {
    const name = argv.slice(0, taken).join(' ');
    const command = commands.find(({ path }) => path === name);
    if (command !== undefined) return { command, words: argv.slice(taken) };
  }
  for (let taken = nameMaxWords - 1; taken > 0; taken--) {
    const noun = argv.slice(0, taken).join(' ');
    const verbs = verbsOf(noun);
    if (verbs.length > 0 && argv.length >= taken) return new UsageError(verbWanted(noun, argv[taken] ?? '', verbs));
  }
  const firsts = [...new Set(commands.flatMap(({ path }) => path?.split(' ')[0] ?? [])), 'serve', 'start', 'help'];
  const meant = nearest(first, firsts);
  const hint = meant === undefined ? ' `devchat --help` lists the commands.' : ` Did you mean ${meant}?`;
  return new UsageError(`There is no command ${first}.${hint}`);
}

/** The name of a command has so many words at most. */
const nameMaxWords = 3;

function verbWanted(noun: string, given: string, verbs: readonly string[]): string {
  const meant = nearest(given, verbs);
  const wrong = given === '' || given.startsWith('-') ? `${noun} needs a verb` : `There is no ${noun} ${given}`;
  return `${wrong}: ${meant === undefined ? `one of ${verbs.join(', ')}` : `did you mean ${noun} ${meant}?`}`;
}

/** The verbs of a noun: `create`, `list` ... of `channel`. */
export function verbsOf(noun: string): string[] {
  return commands.flatMap(({ path }) => (path?.startsWith(`${noun} `) === true ? path.slice(noun.length + 1) : []));
}
