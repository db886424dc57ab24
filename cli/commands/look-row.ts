// A look and a theme as rows, and what the commands about them share.
import { Refusal } from '../../common/errors.ts';
import { applied, unlocked } from '../look/applied.ts';
import type { LookFiles, ThemeRead } from '../look/files.ts';
import { lookFields, type Look } from '../look/look.ts';
import { builtInThemes, isBuiltIn, isThemeName, themeNameRule, type GroupLook, type Theme } from '../look/theme.ts';
import type { Failure } from '../net/caller.ts';
import { columns } from './columns.ts';
import { UsageError, type Context, type Outcome, type Row } from './command.ts';
import { notice, type Effect } from './effect.ts';

/** Said in a shell, where nobody sees what the client shows, and the host is not asked. */
export function shownWhere(look: Look): Effect {
  const { withheld } = applied(look, null, 0);
  const last = withheld.at(-1) ?? '';
  const names = withheld.length < 2 ? last : `${withheld.slice(0, -1).join(', ')} and ${last}`;
  const pass = `; ${names} only while you have a pass (\`devchat pass show\`)`;
  return notice(`An open client shows it after /theme reload${withheld.length === 0 ? '' : pass}.`);
}

/** What the screen does when something of the look is another one. */
export const lookChanged: Effect = { type: 'look' };

export function lookRow(look: Look): Row {
  const lines = columns(lookFields.map((field) => [field, field === 'line' ? `"${look.line}"` : look[field]]));
  return { lines, json: { ...look } };
}

export function showLook(look: Look): Outcome {
  return { rows: [lookRow(look)], effects: [notice(unlocked)] };
}

/** What the disk refuses is a sentence: on the screen nobody would catch what is thrown. */
export async function withFiles(
  { looks, form }: Pick<Context, 'looks' | 'form'>,
  work: (files: LookFiles) => Outcome | Failure | UsageError,
): Promise<Outcome | Failure | UsageError> {
  const files = await looks();
  try {
    const answer = work(files);
    return form === 'shell' ? lineByLine(answer) : answer;
  } catch (error) {
    return new Refusal('conflict', error instanceof Error ? error.message : String(error));
  }
}

/** A shell says a sentence on a line; where there are several, each has its own. */
function lineByLine(answer: Outcome | Failure | UsageError): Outcome | Failure | UsageError {
  if (!('message' in answer) || !answer.message.includes('\n')) return answer;
  const lines = answer.message.split('\n');
  const code = answer instanceof Refusal ? answer.code : 'bad_request';
  return { rows: [], effects: lines.slice(0, -1).map(notice), failure: new Refusal(code, lines.at(-1)) };
}

/** Nothing is written over a file that somebody wrote by hand and that is not understood. */
export function wrongFile(files: LookFiles): Refusal | null {
  const { wrong } = files.kept();
  if (wrong.length === 0) return null;
  return new Refusal('conflict', `${wrong.join('\n')}\nCorrect the file, or \`devchat look reset\` puts it aside.`);
}

/** Of somebody's own or a built-in one; or why there is none. */
export function themeCalled(files: LookFiles, name: string): Theme | Refusal {
  const builtIn = builtInThemes.find((theme) => theme.name === name);
  if (builtIn !== undefined) return builtIn;
  const read = files.theme(name);
  if (read === null) return noTheme(name);
  return read.theme ?? new Refusal('conflict', read.wrong.join('\n'));
}

export function noTheme(name: string): Refusal {
  return new Refusal('not_found', `There is no theme "${name}"; \`devchat theme list\` shows which there are.`);
}

/** One that may be changed. */
export function ownTheme(files: LookFiles, name: string): Required<ThemeRead> | Refusal | UsageError {
  if (isBuiltIn(name))
    return new UsageError(`"${name}" is built in; \`devchat theme new NAME --from ${name}\` makes one like it.`);
  return files.theme(name) ?? noTheme(name);
}

/** A name for something new of one's own; undefined: it may be had. */
export function wrongName(name: string, what: 'look' | 'theme'): UsageError | undefined {
  if (!isThemeName(name)) return new UsageError(`A name of a ${what} ${themeNameRule}; "${name}" is none.`);
  if (what === 'theme' && isBuiltIn(name)) return new UsageError(`"${name}" is a built-in theme; choose another name.`);
  return undefined;
}

/** `#61afef bold, like accent`. */
export function lookWords({ inherits, fg, bg, ...flags }: GroupLook): string {
  const words = [
    fg === undefined ? '' : String(fg),
    bg === undefined ? '' : `on ${bg}`,
    ...Object.entries(flags).map(([name, value]) => (value === true ? name : value === false ? `not ${name}` : '')),
  ].filter((word) => word !== '');
  const own = words.join(' ');
  if (inherits === undefined) return own === '' ? 'as the terminal' : own;
  return own === '' ? `like ${inherits}` : `like ${inherits}, ${own}`;
}
