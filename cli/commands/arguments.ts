// The words after a command, in a shell or after `/` on the screen, read by its place in the table.
import { parseArgs } from 'node:util';
import { UsageError, type ArgumentValues, type Command, type Option, type Options } from './command.ts';
import { commonOptions } from './common-options.ts';
import { nearest } from '../../common/nearest.ts';
import { optionForm, usage } from './usage.ts';

export interface ReadArguments {
  /** Positionals that standard input may fill, and secrets, are still undefined. */
  readonly args: ArgumentValues;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly help: boolean;
  readonly timeoutMs: number;
  /** The secrets that are to be read from standard input (`--password-stdin`). */
  readonly secretsFromStdin: ReadonlySet<string>;
}

/** What stands before a command is written otherwise in a shell and on the screen, and the screen has no output to shape. */
export type Form = 'shell' | 'slash';

export function readArguments(
  command: Command,
  words: readonly string[],
  form: Form = 'shell',
): ReadArguments | UsageError {
  const options: Options = { ...command.options, ...(form === 'shell' ? commonOptions : { help: commonOptions.help }) };
  const { positionals, tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(Object.entries(options).map(([name, option]) => parseOption(name, option))),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const args = defaults(options);
  const secretsFromStdin = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const secret = token.name.replace(/-stdin$/, '');
    if (secret !== token.name && options[secret]?.type === 'secret') {
      secretsFromStdin.add(secret);
      continue;
    }
    const value = optionValue(options, token, command);
    if (value instanceof UsageError) return value;
    args[token.name] = value;
  }
  const { json, quiet, help, timeout } = args;
  const flags = { json: json === true, quiet: quiet === true, help: help === true };
  const read = { args, ...flags, timeoutMs: Number(timeout ?? 0) * 1000, secretsFromStdin };
  if (read.help) return read;
  return missingOption(command, args) ?? readPositionals(command, positionals, args, form) ?? read;
}

function parseOption(name: string, option: Option) {
  const short = 'short' in option && option.short !== undefined ? { short: option.short } : {};
  if (option.type === 'secret') return [`${name}-stdin`, { type: 'boolean' as const }] as const;
  return [name, { type: option.type === 'flag' ? ('boolean' as const) : ('string' as const), ...short }] as const;
}

function defaults(options: Options): ArgumentValues {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [
      name,
      option.type === 'flag' ? false : option.type === 'count' ? option.initially : undefined,
    ]),
  );
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function optionValue(options: Options, token: OptionToken, command: Command): string | number | boolean | UsageError {
  const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
  if (option === undefined || option.type === 'secret') return unknownOption(options, token.rawName, command);
  if (option.type === 'flag') {
    return token.value === undefined ? true : new UsageError(`${token.rawName} takes no value.`);
  }
  if (token.value === undefined || (token.inlineValue !== true && /^--?[A-Za-z]/.test(token.value))) {
    return new UsageError(`${token.rawName} needs a value: ${optionForm(token.name, option)}.`);
  }
  if (option.type === 'text') return token.value;
  const number = /^\d{1,9}$/.test(token.value) ? Number(token.value) : Number.NaN;
  if (number >= option.min && number <= option.max) return number;
  return new UsageError(
    `${token.rawName} takes a number from ${option.min} to ${option.max}, not "${token.value.slice(0, 40)}".`,
  );
}

function unknownOption(options: Options, rawName: string, command: Command): UsageError {
  const names = Object.entries(options).map(([name, option]) => (option.type === 'secret' ? `${name}-stdin` : name));
  const typed = rawName.replace(/^--?/, '');
  const meant = rawName.startsWith('--') ? (namesake(typed, names) ?? nearest(typed, names)) : undefined;
  if (meant !== undefined) return new UsageError(`There is no option ${rawName}. Did you mean --${meant}?`);
  const takesText = Object.values(command.positionals).some((positional) => positional.takes === 'rest');
  const hint = takesText ? ' If it belongs to the text, put -- before the text.' : '';
  return new UsageError(`There is no option ${rawName}.${hint}`);
}

/** What other commands call it, or other countries. */
const namesakes: Readonly<Record<string, readonly string[]>> = {
  for: ['until', 'expires'],
  until: ['for', 'expires'],
  expires: ['for', 'until'],
  color: ['colour'],
};

function namesake(typed: string, names: readonly string[]): string | undefined {
  const others = Object.hasOwn(namesakes, typed) ? (namesakes[typed] ?? []) : [];
  return others.find((name) => names.includes(name));
}

function missingOption(command: Command, args: ArgumentValues): UsageError | undefined {
  for (const [name, option] of Object.entries(command.options)) {
    if (option.type === 'text' && option.required === true && args[name] === undefined) {
      return new UsageError(`${optionForm(name, option)} is missing.`);
    }
  }
  return undefined;
}

/** Puts the values into `args`. */
function readPositionals(
  command: Command,
  values: readonly string[],
  args: ArgumentValues,
  form: Form,
): UsageError | undefined {
  const written = `${form === 'shell' ? 'devchat ' : ''}${usage(command, form)}`;
  const left = [...values];
  for (const [name, { takes, required, otherwise }] of Object.entries(command.positionals)) {
    const value = takes === 'rest' && left.length > 0 ? left.splice(0).join(' ') : left.shift();
    args[name] = value;
    if (value === undefined && required && otherwise !== 'stdin') {
      // In a shell # starts a comment, so `devchat send #general` arrives without its target.
      const eaten = form === 'shell' && /room|channel|target/.test(name);
      const quoted = eaten ? " A name with # must be quoted, like '#general'." : '';
      return new UsageError(`${name.toUpperCase()} is missing: ${written}${form === 'shell' ? '.' : ''}${quoted}`);
    }
  }
  if (left.length === 0) return undefined;
  return new UsageError(`"${left[0]}" is one word too many: ${written}${form === 'shell' ? '.' : ''}`);
}
