// Completion scripts for bash, zsh and fish, written from the table of commands.
import type { Command, Options } from './command.ts';
import { commonOptions } from './common-options.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export function completionScript(shell: Shell, table: readonly Command[]): string {
  switch (shell) {
    case 'bash':
      return bashScript(table);
    case 'zsh':
      // zsh runs bash's completions, so one script serves both.
      return `autoload -U +X bashcompinit && bashcompinit\n${bashScript(table)}`;
    case 'fish':
      return fishScript(table);
  }
}

/** What may come after the words typed so far: `''` -> the first words, `'channel'` -> its verbs, `'send'` -> options. */
function wordsAfter(table: readonly Command[]): Map<string, Set<string>> {
  const after = new Map<string, Set<string>>([['', new Set(['serve', 'start', '--help', '--version'])]]);
  const add = (words: string, ...next: string[]) => after.set(words, new Set([...(after.get(words) ?? []), ...next]));
  for (const command of table) {
    const [first, second] = command.path?.split(' ') ?? [];
    if (first === undefined || command.path === null) continue;
    add('', first);
    if (second !== undefined) add(first, second);
    add(command.path, ...optionWords(command), ...fixedValues(command));
  }
  return after;
}

function optionWords(command: Command): string[] {
  const options: Options = { ...command.options, ...commonOptions };
  return Object.entries(options).map(([name, option]) => (option.type === 'secret' ? `--${name}-stdin` : `--${name}`));
}

function fixedValues(command: Command): string[] {
  return Object.values(command.positionals).flatMap(({ completes }) =>
    typeof completes === 'object' ? [...completes] : [],
  );
}

function bashScript(table: readonly Command[]): string {
  const cases = [...wordsAfter(table)].map(
    ([words, next]) => `    '${words}') COMPREPLY=($(compgen -W '${[...next].join(' ')}' -- "$word")) ;;`,
  );
  return `_devchat() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before=() w
  COMPREPLY=()
  for w in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$w" in ${pairs(table).join('|')}) before+=("$w") ;; *) [ \${#before[@]} -eq 0 ] && return ;; esac
  done
  case "\${before[*]}" in
${cases.join('\n')}
  esac
}
complete -F _devchat devchat
`;
}

/** Every word that is part of a command's path. */
function pairs(table: readonly Command[]): string[] {
  return [...new Set(table.flatMap(({ path }) => path?.split(' ') ?? []))];
}

function fishScript(table: readonly Command[]): string {
  const lines = ['complete -c devchat -f'];
  for (const [words, next] of wordsAfter(table)) {
    const seen = words.split(' ').filter((word) => word !== '');
    const condition =
      seen.length === 0
        ? '__fish_use_subcommand'
        : [
            ...seen.map((word) => `__fish_seen_subcommand_from ${word}`),
            ...(table.some(({ path }) => path === words)
              ? []
              : [`not __fish_seen_subcommand_from ${[...next].join(' ')}`]),
          ].join('; and ');
    lines.push(`complete -c devchat -n '${condition}' -a '${[...next].join(' ')}'`);
  }
  return `${lines.join('\n')}\n`;
}
