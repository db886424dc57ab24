// The commands that what stands in the composer could become.
import type { HelpLine, UiState } from './state.ts';

export interface TypedCommands {
  readonly lines: readonly HelpLine[];
  /** The one that Enter and Tab take. */
  readonly index: number;
}

export function typedCommands({ mode, layer, editor, completion, commandHelp }: UiState): TypedCommands {
  if (mode.type !== 'write' || layer !== null) return none;
  if (completion !== null && completion.from === 0) {
    const lines = completion.words.flatMap((word) => commandHelp.find((line) => wordOf(line) === word) ?? []);
    return { lines, index: completion.index };
  }
  const { text } = editor;
  if (!/^\/[a-z]*$/i.test(text)) return none;
  const lines = commandHelp.filter((line) => wordOf(line).startsWith(text.toLowerCase()));
  return { lines, index: 0 };
}

/** What Enter completes instead of sending; null: what is typed is already a command, or nothing that is one. */
export function commandToComplete(ui: UiState): string | null {
  if (ui.completion !== null) return null;
  const { lines, index } = typedCommands(ui);
  const chosen = lines[index];
  return chosen === undefined || lines.some((line) => wordOf(line) === ui.editor.text.toLowerCase())
    ? null
    : `${wordOf(chosen)} `;
}

const none: TypedCommands = { lines: [], index: 0 };

function wordOf({ keys }: HelpLine): string {
  return keys.split(' ')[0] ?? keys;
}
