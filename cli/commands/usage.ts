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
  const options = Object.entries(form === 'shell' ? command.options : {})
    .filter(([, option]) => option.type === 'text' && option.required === true)
    .map(([key, option]) => optionForm(key, option));
  return [name, ...positionals, ...options].join(' ');
}

/** What an option does, and what it is without being given. */
export function optionHelp(option: Option): string {
  const initially = option.type === 'count' ? ` (${option.initially})` : '';
  const required = option.type === 'text' && option.required === true ? ' (required)' : '';
  return `${option.help}${initially}${required}`;
}

/** An option as it is written: `-n, --lines N`. */
export function optionForm(name: string, option: Option): string {
  const short = 'short' in option && option.short !== undefined ? `-${option.short}, ` : '';
  if (option.type === 'secret') return `--${name}-stdin`;
  return `${short}--${name}${option.type === 'flag' ? '' : ` ${option.value}`}`;
}
