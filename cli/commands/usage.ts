// How a command is written, from its place in the table: `send TARGET [TEXT]`.
import type { Command, Option } from './command.ts';

/** The words of a shell without `devchat`, or of the screen with the `/`. */
export function usage(command: Command, form: 'shell' | 'slash'): string {
  const name = form === 'shell' ? command.path : `/${command.slash}`;
  const positionals = Object.entries(command.positionals).map(([key, { required, otherwise, takes }]) => {
    const word = key.toUpperCase() + (takes === 'rest' && form === 'shell' && otherwise === undefined ? '...' : '');
    const optional = !required || otherwise === (form === 'shell' ? 'stdin' : 'here');
    return optional ? `[${word}${form === 'shell' && otherwise === 'stdin' ? '|-' : ''}]` : word;
  });
  // A shell has --help for the rest; on the screen this line is all that one sees.
  const options = Object.entries(command.options)
    .filter(([, option]) => form === 'slash' || isRequired(option))
    .map(([key, option]) => (isRequired(option) ? optionForm(key, option) : `[${optionForm(key, option)}]`));
  return [name, ...positionals, ...options].join(' ');
}

/** What an option does, and what it is without being given. */
export function optionHelp(option: Option): string {
  const initially = option.type === 'count' ? ` (${option.initially})` : '';
  const required = isRequired(option) ? ' (required)' : '';
  return `${option.help}${initially}${required}`;
}

/** An option as it is written: `-n, --lines N`. */
export function optionForm(name: string, option: Option): string {
  const short = 'short' in option && option.short !== undefined ? `-${option.short}, ` : '';
  if (option.type === 'secret') return `--${name}-stdin`;
  return `${short}--${name}${option.type === 'flag' ? '' : ` ${option.value}`}`;
}

function isRequired(option: Option): boolean {
  return option.type === 'text' && option.required === true;
}
