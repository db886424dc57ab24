// The commands of the screen: those of the one table, and the words that open panels, in the place of commands of the same word.
import type { Command } from '../../commands/command.ts';
import { commands } from '../../commands/index.ts';
import { slashCommands } from '../../commands/slash.ts';
import { usage } from '../../commands/usage.ts';
import type { Panel } from '../model/panel.ts';
import type { CommandLine } from '../model/state.ts';

export function screenCommands(panels: readonly Panel[]): readonly Command[] {
  const words = new Map(panels.map((panel) => [panel.word, panelCommand(panel)]));
  const taken = new Set(commands.flatMap(({ slash }) => (slash !== null && words.has(slash) ? [slash] : [])));
  return [
    ...commands.map((command) => (command.slash === null ? command : (words.get(command.slash) ?? command))),
    ...[...words].flatMap(([word, command]) => (taken.has(word) ? [] : [command])),
  ];
}

/** The same for the help and for whoever types. */
export function commandLines(table: readonly Command[]): CommandLine[] {
  return slashCommands(table).map((command) => ({
    word: `/${command.slash}`,
    keys: usage(command, 'slash'),
    help: command.summary,
  }));
}

function panelCommand({ word, summary, about }: Panel): Command {
  return {
    path: null,
    slash: word,
    needs: 'login',
    summary,
    example: `/${word}`,
    positionals: about === undefined ? {} : { [about.name]: about.positional },
    options: {},
    run(_context, args) {
      const value = about === undefined ? undefined : args[about.name];
      return Promise.resolve({
        rows: [],
        effects: [{ type: 'panel', word, about: typeof value === 'string' ? value : null }],
      });
    },
  };
}
