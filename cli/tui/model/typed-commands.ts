// The commands that what stands in the composer could become.
import type { CommandLine, UiState } from './state.ts';

export interface TypedCommands {
  readonly lines: readonly CommandLine[];
  /** The one that Enter and Tab take. */
  readonly index: number;
}

export function typedCommands({ mode, layer, editor, completion, commandHelp }: UiState): TypedCommands {
  if (mode.type !== 'write' || layer !== null) return none;
  if (completion !== null && completion.from === 0) {
    const known = [...commandHelp, ...nouns(commandHelp)];
    const lines = completion.words.flatMap((word) => known.find((line) => line.word === word) ?? []);
    return { lines, index: completion.index };
  }
  return { lines: commandsLike(commandHelp, editor.text), index: 0 };
}

/** What Enter completes instead of sending; null: what is typed is already a command, or nothing that is one. */
export function commandToComplete(ui: UiState): string | null {
  if (ui.completion !== null) return null;
  const { lines, index } = typedCommands(ui);
  const chosen = lines[index];
  return chosen === undefined || lines.some(({ word }) => word === ui.editor.text.trimEnd().toLowerCase())
    ? null
    : `${chosen.word} `;
}

/** What begins like that. The verbs of a noun are one line until the noun is there. */
export function commandsLike(all: readonly CommandLine[], text: string): readonly CommandLine[] {
  if (!/^\/[a-z]*( [a-z]*)?$/i.test(text)) return [];
  const typed = text.toLowerCase();
  const lines = all.filter(({ word }) => word.startsWith(typed));
  const heads = nouns(lines);
  const seen = new Set<string>();
  return lines.flatMap((line) => {
    const [noun = ''] = line.word.split(' ');
    const head = heads.find(({ word }) => word === noun);
    if (head === undefined || typed.length >= noun.length || line.word === noun) return [line];
    if (seen.has(noun)) return [];
    seen.add(noun);
    return [head];
  });
}

/** Nouns with several verbs, like `/friend`. */
function nouns(lines: readonly CommandLine[]): CommandLine[] {
  const verbs = new Map<string, string[]>();
  for (const { word } of lines) {
    const [noun = '', verb] = word.split(' ');
    if (verb !== undefined) verbs.set(noun, [...(verbs.get(noun) ?? []), verb]);
  }
  return [...verbs].flatMap(([noun, list]) =>
    list.length < 2 ? [] : [{ word: noun, keys: `${noun} …`, help: list.join(', ') }],
  );
}

const none: TypedCommands = { lines: [], index: 0 };
