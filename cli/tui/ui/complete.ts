// Tab: what stands before the caret could become.
import type { Command, Completes } from '../../commands/command.ts';
import { slashCommands } from '../../commands/slash.ts';
import { allInOrder, titleOf } from '../../store/select.ts';
import type { ClientState } from '../../store/state.ts';
import type { Editor } from '../editor/editor.ts';
import { withCaretText } from '../editor/replace.ts';
import type { Completion } from '../model/state.ts';
import { commandsLike } from '../model/typed-commands.ts';
import { commandLines } from '../panels/commands.ts';

/** What fits the end of `before`, which is all before the caret, and where that end begins. */
export type Words = (before: string) => { readonly from: number; readonly words: readonly string[] };

/** Begins a completion, or goes `by` steps through the one that is running. */
export function complete(
  editor: Editor,
  running: Completion | null,
  by: 1 | -1,
  words: Words,
): { editor: Editor; completion: Completion | null } {
  const begun = running ?? { ...words(editor.text.slice(0, editor.caret)), index: 0 };
  if (begun.words.length === 0) return { editor, completion: null };
  const index =
    running === null
      ? by === 1
        ? 0
        : begun.words.length - 1
      : (running.index + by + begun.words.length) % begun.words.length;
  const word = begun.words[index] ?? '';
  return { editor: withCaretText(editor, begun.from, `${word} `), completion: { ...begun, index } };
}

/** Where the words of each kind come from. A new kind in commands/command.ts gets its row here. */
const sources: Readonly<Record<Completes, (state: ClientState) => string[]>> = {
  user: (state) => namesFirstHere(state).map((name) => `@${name}`),
  server: (state) => [...state.servers.values()].map(({ name }) => name).toSorted(),
  channel: (state) => allInOrder(state).map((channel) => titleOf(state, channel)),
};

export function wordsFor(state: ClientState, commands: readonly Command[]): Words {
  return (before) => {
    const names = commandsLike(commandLines(commands), before).map(({ word }) => word);
    if (names.length > 0) return { from: 0, words: names };
    const [prefix] = /\S*$/.exec(before) ?? [''];
    const from = before.length - prefix.length;
    const fitting = (list: readonly string[]) => list.filter((word) => begins(word, prefix));
    if (prefix === '') return { from, words: [] };
    if (prefix.startsWith('@')) return { from, words: fitting(sources.user(state)) };
    if (prefix.startsWith('#') || prefix.includes('/#')) return { from, words: fitting(sources.channel(state)) };
    return { from, words: fitting(argumentsFor(state, commands, before.slice(0, from), prefix)) };
  };
}

/** `@gr` and `gr` both begin `@grace`. */
function begins(word: string, prefix: string): boolean {
  const [whole, start] = [word.toLowerCase(), prefix.toLowerCase()];
  return whole.startsWith(start) || (/^[@#]/.test(whole) && whole.startsWith(start, 1));
}

/** What a command takes at this place: its options after a dash, else what its next positional completes. */
function argumentsFor(state: ClientState, commands: readonly Command[], before: string, prefix: string): string[] {
  if (!before.startsWith('/')) return [];
  const typed = before.slice(1).trim().split(/\s+/);
  const named = (count: number) =>
    slashCommands(commands).find(({ slash }) => slash === typed.slice(0, count).join(' ').toLowerCase());
  const command = named(2) ?? named(1);
  if (command === undefined) return [];
  if (prefix.startsWith('-')) return Object.keys(command.options).map((name) => `--${name}`);
  const taken = typed.slice(command.slash?.split(' ').length).filter((word) => !word.startsWith('-')).length;
  const expected = Object.values(command.positionals);
  // The open channel may be meant without being named; then the word is already the next one.
  const skipped = taken === 0 && expected[0]?.otherwise === 'here' ? [expected[1]] : [];
  return [expected[taken], ...skipped].flatMap((positional) => {
    const completes = positional?.completes;
    if (completes === undefined) return [];
    return typeof completes === 'string' ? sources[completes](state) : [...completes];
  });
}

/** Those who wrote here last come first. */
function namesFirstHere(state: ClientState): string[] {
  const channel = state.open === null ? undefined : state.channels.get(state.open);
  const authors = (channel?.window.messages ?? []).map((message) => message.user.username).toReversed();
  const members = (channel?.members ?? []).map((member) => member.username);
  const known = [...state.users.values()].map((user) => user.username).toSorted();
  const own = state.me?.username;
  return [...new Set<string>([...authors, ...members, ...known])].filter((name) => name !== own);
}
