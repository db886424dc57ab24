// `completion`: the script that lets a shell complete devchat's words.
import { defineCommand, UsageError, type Command } from './command.ts';
import { completionScript, shells } from './completion-script.ts';

/** The table is handed over as a function because this command is part of it. */
export const completion = (table: () => readonly Command[]) =>
  defineCommand({
    path: 'completion',
    slash: null,
    needs: 'nothing',
    summary: 'Print the completion script of a shell.',
    details:
      'For bash: eval "$(devchat completion bash)" in ~/.bashrc. For zsh the same in ~/.zshrc, after compinit. For fish: devchat completion fish > ~/.config/fish/completions/devchat.fish.',
    example: 'eval "$(devchat completion bash)"',
    positionals: { shell: { help: shells.join(', '), required: true, completes: shells } },
    options: {},
    run(_context, { shell: word }) {
      const shell = shells.find((name) => name === word);
      if (shell === undefined) {
        return Promise.resolve(
          new UsageError(`Completion exists for ${shells.join(', ')}; "${word}" is none of them.`),
        );
      }
      const script = completionScript(shell, table());
      return Promise.resolve({ rows: [{ lines: script.trimEnd().split('\n'), json: { shell, script } }], effects: [] });
    },
  });
