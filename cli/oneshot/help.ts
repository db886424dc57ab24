// The help of the shell, written from the table of commands.
import type { Command, Options } from '../commands/command.ts';
import { columns } from '../commands/columns.ts';
import { commonOptions } from '../commands/common-options.ts';
import { exitCodes, exitMeanings } from '../commands/exit-code.ts';
import { commands } from '../commands/index.ts';
import { optionForm, optionHelp, usage } from '../commands/usage.ts';

export function overview(): string {
  const verbs = commands.filter(({ path }) => path !== null);
  return `devchat - an instant messenger that lives in the terminal

Usage:
  devchat                  open the client
  devchat COMMAND          do one thing and end
  devchat serve            run a host (devchat serve --help)
  devchat start            run a host and open the client on it (devchat start --help)

Commands:
${indented(columns(verbs.map((command) => [usage(command, 'shell'), command.summary])))}

Every command takes ${Object.entries(commonOptions)
    .map(([name, option]) => `${optionForm(name, option)}${option.type === 'count' ? ` (${option.initially})` : ''}`)
    .join('; ')}.
devchat COMMAND --help says more.

Environment:
${indented(
  columns([
    ['DEVCHAT_URL', 'the host (where you are logged in, else http://127.0.0.1:6464)'],
    ['DEVCHAT_TOKEN', 'a token to use instead of the stored login'],
    ['DEVCHAT_PROFILE', 'which of your logins to use (default)'],
  ]),
)}

Exit codes:
${indented(columns(Object.entries(exitMeanings).map(([name, meaning]) => [codeText(name), meaning])))}

Example: devchat send '#general' 'The build is green again.'
`;
}

/** The verbs of a noun like `channel`; null when there is no such noun. */
export function nounHelp(noun: string): string | null {
  const verbs = commands.filter(({ path }) => path?.startsWith(`${noun} `));
  if (verbs.length === 0) return null;
  const lines = columns(verbs.map((command) => [`devchat ${usage(command, 'shell')}`, command.summary]));
  return `${lines.join('\n')}\n\nExample: ${verbs[0]?.example ?? ''}\n`;
}

export function commandHelp(command: Command): string {
  const options: Options = { ...command.options, ...commonOptions };
  const positionals = Object.entries(command.positionals).map(([name, { help }]) => [name.toUpperCase(), help]);
  const parts = [
    `Usage: devchat ${usage(command, 'shell')} [options]`,
    command.details === undefined ? command.summary : `${command.summary} ${command.details}`,
    positionals.length === 0 ? '' : `Arguments:\n${indented(columns(positionals))}`,
    `Options:\n${indented(columns(Object.entries(options).map(([name, option]) => [optionForm(name, option), optionHelp(option)])))}`,
    `Example: ${command.example}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function codeText(name: string): string {
  return String(Object.entries(exitCodes).find(([other]) => other === name)?.[1] ?? '');
}

const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`).join('\n');
