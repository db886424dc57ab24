// Tab: what the word before the caret could become.
import { allInOrder, titleOf } from '../../store/select.ts';
import type { ClientState } from '../../store/state.ts';
import type { Editor } from '../editor/editor.ts';
import { withCaretText } from '../editor/replace.ts';
import type { Completion } from '../model/state.ts';

/** Begins a completion, or goes `by` steps through the one that is running. */
export function complete(
  editor: Editor,
  running: Completion | null,
  by: 1 | -1,
  words: (prefix: string, atStart: boolean) => readonly string[],
): { editor: Editor; completion: Completion | null } {
  const begun = running ?? begin(editor, words);
  if (begun === null || begun.words.length === 0) return { editor, completion: null };
  const index =
    running === null
      ? by === 1
        ? 0
        : begun.words.length - 1
      : (running.index + by + begun.words.length) % begun.words.length;
  const word = begun.words[index] ?? '';
  return { editor: withCaretText(editor, begun.from, `${word} `), completion: { ...begun, index } };
}

function begin(editor: Editor, words: (prefix: string, atStart: boolean) => readonly string[]): Completion | null {
  const [prefix] = /\S*$/.exec(editor.text.slice(0, editor.caret)) ?? [''];
  if (prefix === '') return null;
  const from = editor.caret - prefix.length;
  return { from, words: words(prefix, from === 0), index: 0 };
}

export function wordsFor(
  state: ClientState,
  slashes: readonly string[],
): (prefix: string, atStart: boolean) => string[] {
  return (prefix, atStart) => {
    const starts = (word: string) => word.toLowerCase().startsWith(prefix.toLowerCase());
    if (prefix.startsWith('@'))
      return namesFirstHere(state)
        .map((name) => `@${name}`)
        .filter(starts);
    if (prefix.startsWith('#') || prefix.includes('/#'))
      return allInOrder(state)
        .filter((channel) => channel.info.kind !== 'dm')
        .map((channel) => titleOf(state, channel))
        .filter(starts);
    if (prefix.startsWith('/') && atStart) return slashes.map((slash) => `/${slash}`).filter(starts);
    return [];
  };
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
