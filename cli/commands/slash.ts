// A line that starts with `/` in the composer, and the words that a list runs, read by the table as a shell would read them.
import type { ChannelId } from '../../common/ids.ts';
import { isUuid } from '../../common/uuid.ts';
import { readArguments } from './arguments.ts';
import { UsageError, type ArgumentValues, type Command, type Option, type Positional } from './command.ts';
import { commands } from './index.ts';
import { nearest } from '../../common/nearest.ts';
import { usage } from './usage.ts';

export interface SlashCall {
  readonly command: Command;
  readonly args: Readonly<ArgumentValues>;
}

export function slashCommands(table: readonly Command[] = commands): readonly Command[] {
  return table.filter((command) => command.slash !== null);
}

/** `line` starts with `/`; `here` is the open channel. The error is a sentence for a notice. */
export function readSlash(
  line: string,
  here: ChannelId | null,
  table: readonly Command[] = commands,
): SlashCall | UsageError {
  const words = firstWords(line);
  const found = findSlash(
    words.map(({ text }) => text),
    table,
  );
  if (found instanceof UsageError) return found;
  const { command, taken } = found;
  return readCall(command, argumentWords(command, line.slice(words[taken - 1]?.to ?? line.length), here));
}

/** The same from words that are apart already: nothing in them needs quotes. */
export function readWords(words: readonly string[], table: readonly Command[] = commands): SlashCall | UsageError {
  const found = findSlash(words.slice(0, nameMaxWords), table);
  return found instanceof UsageError ? found : readCall(found.command, words.slice(found.taken));
}

/** The name of a command has so many words at most. */
const nameMaxWords = 3;

function firstWords(line: string): { readonly text: string; readonly to: number }[] {
  const words = [];
  for (let word = nextWord(line, 1); word !== null && words.length < nameMaxWords; word = nextWord(line, word.to))
    words.push(word);
  return words;
}

function readCall(command: Command, words: readonly string[]): SlashCall | UsageError {
  const read = readArguments(command, words, 'slash');
  if (read instanceof UsageError) return read;
  if (read.help) return new UsageError(`It is used like this: ${usage(command, 'slash')}\n${command.summary}`);
  return { command, args: read.args };
}

interface Found {
  readonly command: Command;
  /** So many words were its name. */
  readonly taken: number;
}

/** More words before fewer, the words of the screen before those of the shell, which mean the same command. */
function findSlash(words: readonly string[], table: readonly Command[]): Found | UsageError {
  const known = slashCommands(table);
  const byName = (name: string) =>
    known.find(({ slash }) => slash === name) ?? slashCommands().find(({ path }) => path === name);
  for (let taken = words.length; taken > 0; taken--) {
    const command = byName(words.slice(0, taken).join(' ').toLowerCase());
    if (command !== undefined) return { command, taken };
  }
  return new UsageError(unknown([words[0] ?? '', words[1] ?? ''], known));
}

function unknown([first, second]: readonly [string, string], known: readonly Command[]): string {
  const names = known.flatMap(({ slash }) => slash ?? []);
  const noun = first.toLowerCase();
  const verbs = names.flatMap((name) => (name.startsWith(`${noun} `) ? name.slice(noun.length + 1) : []));
  if (verbs.length > 0) {
    const meant = nearest(second.toLowerCase(), verbs);
    if (second !== '' && meant !== undefined) return `There is no /${first} ${second}; did you mean /${noun} ${meant}?`;
    return `/${noun} needs one of these words after it: ${verbs.join(', ')}.`;
  }
  const meant = nearest(first, [...names, ...new Set(names.flatMap((name) => name.split(' ')[0] ?? []))]);
  return `There is no /${first}${meant === undefined ? '.' : `; did you mean /${meant}?`}`;
}

/**
 * The words as a shell would hand them over: an option is one anywhere before `--`, also in the last text of a command
 * (`rest`), which is otherwise taken as it was typed.
 */
function argumentWords(command: Command, text: string, here: ChannelId | null): string[] {
  const expected = Object.values(command.positionals);
  const { options, words, broken } = sorted(command, text);
  if (broken !== undefined) return [broken];
  const values: string[] = [];
  for (let i = 0; i < words.length;) {
    const [word, positional] = [words[i], expected[values.length]];
    if (word === undefined) break;
    if (here !== null && positional?.otherwise === 'here' && !isNamed(positional, word, values.length, expected)) {
      values.push(here);
    } else if (positional?.takes === 'rest') {
      values.push(asTyped(text, words.slice(i)));
      break;
    } else {
      values.push(word.text);
      i++;
    }
  }
  if (here !== null && isMissingHere(expected[values.length])) values.push(here);
  return [...options, '--', ...values];
}

interface Sorted {
  readonly options: readonly string[];
  readonly words: readonly Word[];
  /** An option whose value is missing. */
  readonly broken?: string;
}

function sorted(command: Command, text: string): Sorted {
  const options: string[] = [];
  const words: Word[] = [];
  let mayBeOption = true;
  let at = 0;
  for (let word = nextWord(text, at); word !== null; word = nextWord(text, at)) {
    at = word.to;
    if (mayBeOption && word.raw === '--') {
      mayBeOption = false;
    } else if (mayBeOption && looksLikeOption(word)) {
      const value = takesValue(command, word.raw) ? nextWord(text, word.to) : undefined;
      if (value === null || (value !== undefined && (looksLikeOption(value) || value.raw === '--')))
        return { options, words, broken: word.raw };
      options.push(...optionWords(word.text, value?.text));
      at = value?.to ?? word.to;
    } else {
      words.push(word);
    }
  }
  return { options, words };
}

function looksLikeOption({ raw }: Word): boolean {
  return /^--?[A-Za-z]/.test(raw);
}

/** With the spaces between its words; a single one without its quotes. Where an option stood, one space is left. */
function asTyped(text: string, words: readonly Word[]): string {
  const [first, second] = words;
  if (first !== undefined && second === undefined) return first.text;
  return words.reduce((said, { raw, from }, i) => {
    const before = words[i - 1];
    if (before === undefined) return raw;
    const between = text.slice(before.to, from);
    return `${said}${between.trim() === '' ? between : ' '}${raw}`;
  }, '');
}

function isMissingHere(positional: Positional | undefined): boolean {
  return positional?.otherwise === 'here';
}

/**
 * Whether this word names the place, and does not belong to what follows, so that the open channel is meant: it looks like
 * a channel, it is in quotes where a server may be named, or nothing could follow.
 */
function isNamed(
  { mayBeServer }: Positional,
  { raw, text }: Word,
  index: number,
  expected: readonly Positional[],
): boolean {
  const isQuoted = /^["']/.test(raw) && raw !== text;
  if (/^(#|@.|\S+\/#)/.test(text) || (isQuoted && /\/#/.test(text)) || isUuid(text)) return true;
  return index === expected.length - 1 || (mayBeServer === true && isQuoted);
}

function takesValue(command: Command, raw: string): boolean {
  if (raw.includes('=')) return false;
  const isIt = ([name, option]: [string, Option]) =>
    raw === `--${name}` || ('short' in option && raw === `-${option.short}`);
  const [, option] = Object.entries(command.options).find(isIt) ?? [];
  return option?.type === 'text' || option?.type === 'count';
}

/** A value is bound to its option, so that a value that begins with a dash is not taken for another one. */
function optionWords(name: string, value: string | undefined): string[] {
  if (value === undefined) return [name];
  return name.startsWith('--') ? [`${name}=${value}`] : [name, value];
}

interface Word {
  /** As it was typed. */
  readonly raw: string;
  /** Without its quotes. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Quotes count where they begin a word and something ends it after them: "it's" is a word like any other. */
function nextWord(text: string, at: number): Word | null {
  const pattern = /\s*(?:(--[A-Za-z][\w-]*=)?(?:"([^"]*)"|'([^']*)')(?=\s|$)|(\S+))/y;
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (match === null) return null;
  const [whole, option = '', double, single, bare] = match;
  const raw = whole.trimStart();
  const to = at + whole.length;
  return { raw, text: bare ?? `${option}${double ?? single ?? ''}`, from: to - raw.length, to };
}
