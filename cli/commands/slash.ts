// A line that starts with `/` in the composer, read by the table.
import type { ChannelId } from '../../common/ids.ts';
import { UsageError, type ArgumentValues, type Command, type Positional } from './command.ts';
import { commands } from './index.ts';
import { nearest } from './nearest.ts';
import { usage } from './usage.ts';

export interface SlashCall {
  readonly command: Command;
  readonly args: Readonly<ArgumentValues>;
}

export function slashCommands(): readonly Command[] {
  return commands.filter((command) => command.slash !== null);
}

/** `line` starts with `/`; `here` is the open channel. The error is a sentence for a notice. */
export function readSlash(line: string, here: ChannelId | null): SlashCall | UsageError {
  const [, word = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
  const known = slashCommands();
  const command = known.find(({ slash }) => slash === word.toLowerCase());
  if (command === undefined) {
    const meant = nearest(
      word,
      known.flatMap(({ slash }) => slash ?? []),
    );
    return new UsageError(`There is no /${word}${meant === undefined ? '.' : `; did you mean /${meant}?`}`);
  }
  return readPositionals(command, rest.trimEnd(), here);
}

function readPositionals(command: Command, text: string, here: ChannelId | null): SlashCall | UsageError {
  const args: ArgumentValues = optionDefaults(command);
  let left = text;
  for (const [name, positional] of Object.entries(command.positionals)) {
    if (standsForHere(positional, left) && here !== null) {
      args[name] = here;
      continue;
    }
    const [value, after] = takeValue(positional, left);
    if (value === '' && positional.required) return new UsageError(`It is used like this: ${usage(command, 'slash')}`);
    args[name] = value === '' ? undefined : value;
    left = after;
  }
  if (left !== '') return new UsageError(`"${left}" is too much; it is used like this: ${usage(command, 'slash')}`);
  return { command, args };
}

/** What looks like the name of a channel is one; anything else belongs to what follows, and the open channel is meant. */
function standsForHere(positional: Positional, left: string): boolean {
  return positional.otherwise === 'here' && !/^(#|@\S|\S+\/#)/.test(left);
}

function takeValue(positional: Positional, left: string): [value: string, after: string] {
  if (positional.takes === 'rest') return [left, ''];
  const [, value = '', after = ''] = /^(\S*)\s*([\s\S]*)$/.exec(left) ?? [];
  return [value, after];
}

function optionDefaults(command: Command): ArgumentValues {
  return Object.fromEntries(
    Object.entries(command.options).map(([name, option]) => [
      name,
      option.type === 'flag' ? false : option.type === 'count' ? option.initially : undefined,
    ]),
  );
}
