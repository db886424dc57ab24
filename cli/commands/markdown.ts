// docs/commands.md, written from the table of commands.
import type { Command, Options } from './command.ts';
import { commonOptions } from './common-options.ts';
import { exitCodes, exitMeanings } from './exit-code.ts';
import { commands } from './index.ts';
import { optionForm, optionHelp, usage } from './usage.ts';

/** `screen`: what can be typed on the screen, with its lists. */
export function commandsMarkdown(screen: readonly Command[] = commands): string {
  const shell = commands.filter(({ path }) => path !== null);
  const slash = screen.filter(({ slash: word }) => word !== null);
  return `# Commands

\`devchat\` opens the client, \`devchat serve\` runs a host, \`devchat start\` does both, and each of the commands below does one thing and ends. What was
asked for goes to standard output, everything else to standard error.

${shell.map(section).join('\n')}
## Options of every command

${table(['option', 'what it does'], optionRows(commonOptions))}

With \`--json\` every line of standard output is one JSON object, in which every control character is escaped, so that it can
be shown in a terminal. \`NO_COLOR\`, \`FORCE_COLOR\` and \`TERM=dumb\` are respected.

## On the screen

In the client these are typed into the composer; the words of a shell without \`devchat\` are understood as well, so
\`/channel join #general\` is \`/join #general\`. Where a channel may be left out, the open one is meant. Options stand before the
text that ends a command, and quotes keep several words together. An answer that is too long for a moment's look is shown as a list.

${table(
  ['command', 'what it does'],
  slash.map((command) => [code(usage(command, 'slash')), command.summary]),
)}

## Environment

${table(
  ['variable', 'meaning'],
  [
    ['`DEVCHAT_URL`', 'the host; without it the one where you are logged in, or `http://127.0.0.1:6464`'],
    ['`DEVCHAT_TOKEN`', 'a token (`devchat token create`); it wins over the stored login'],
    ['`DEVCHAT_PROFILE`', 'which of several logins to use; `default` without it'],
    ['`DEVCHAT_REDUCED_MOTION`', 'set: nothing on the screen moves by itself'],
    [
      '`XDG_CONFIG_HOME`, `XDG_DATA_HOME`, `XDG_STATE_HOME`, `XDG_CACHE_HOME`',
      'where files are kept; `devchat info` prints the folders',
    ],
    ['`NODE_EXTRA_CA_CERTS`', 'a file with the certificate of an authority of your own'],
  ],
)}

## Exit codes

${table(
  ['code', 'meaning'],
  Object.entries(exitCodes).map(([name, number]) => [String(number), meaningOf(name)]),
)}
`;
}

function section(command: Command): string {
  const rows = [
    ...Object.entries(command.positionals).map(([name, { help }]) => [code(name.toUpperCase()), help]),
    ...optionRows(command.options),
  ];
  return `## devchat ${command.path}

${[command.summary, command.details ?? ''].join(' ').trim()}

\`\`\`
devchat ${usage(command, 'shell')}
\`\`\`

${rows.length === 0 ? '' : `${table(['word', 'meaning'], rows)}\n\n`}Example: ${code(command.example)}
`;
}

function optionRows(options: Options): string[][] {
  return Object.entries(options).map(([name, option]) => [code(optionForm(name, option)), optionHelp(option)]);
}

function meaningOf(name: string): string {
  return Object.entries(exitMeanings).find(([other]) => other === name)?.[1] ?? '';
}

const code = (text: string) => `\`${text}\``;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
