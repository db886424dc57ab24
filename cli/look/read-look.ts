// What somebody wrote about the look, as words (`layout=compact`) or as look.json: its values, or sentences that say what is wrong.
import { nearest } from '../../common/nearest.ts';
import { lookChoices, lookFields, plainLook, readLine, type Look, type LookField } from './look.ts';
import { isThemeName, themeNameRule } from './theme.ts';

export interface ReadLook {
  /** What was said, as far as it is right. */
  readonly fields: Partial<Look>;
  readonly wrong: readonly string[];
}

/** The fields of an object; `place` stands before each sentence. */
export function readFields(value: object, place: string): ReadLook {
  const fields: Partial<Record<LookField, string>> = {};
  const wrong: string[] = [];
  for (const [name, held] of Object.entries(value)) {
    const field = lookFields.find((known) => known === name);
    const why = field === undefined ? unknownField(name) : wrongValue(field, held);
    if (why !== null) wrong.push(`${place}${why}`);
    else if (field !== undefined && typeof held === 'string') fields[field] = held;
  }
  return { fields: asLook(fields), wrong };
}

/** `layout=compact line={time} {name} sidebar=right`: a line format goes on to the next setting, so it may hold spaces. */
export function readWords(text: string): ReadLook {
  const pieces = text.split(/(?:^|\s)(?=[a-z-]+=)/i).filter((piece) => piece !== '');
  const said: Record<string, string> = {};
  const wrong: string[] = [];
  for (const piece of pieces) {
    const at = piece.indexOf('=');
    const name = piece.slice(0, Math.max(0, at)).trim();
    const value = piece.slice(at + 1);
    if (at < 0) wrong.push(`"${piece.trim().slice(0, 40)}" sets nothing; a setting is written like layout=compact.`);
    else said[name] = name === 'line' ? withoutQuotes(value) : value.trim();
  }
  const read = readFields(said, '');
  return { fields: read.fields, wrong: [...wrong, ...read.wrong.map(sentence)] };
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** On the screen nobody takes the quotes off, and at the end of a format spaces count. */
function withoutQuotes(value: string): string {
  return /^(['"])(.*)\1\s*$/.exec(value)?.[2] ?? value;
}

function unknownField(name: string): string {
  const meant = nearest(name, lookFields);
  const hint = meant === undefined ? `there are ${lookFields.join(', ')}.` : `did you mean ${meant}?`;
  return `there is no setting "${name.slice(0, 40)}"; ${hint}`;
}

function wrongValue(field: LookField, value: unknown): string | null {
  if (typeof value !== 'string') return `${field} is a text in quotes.`;
  if (field === 'theme') return isThemeName(value) ? null : `theme: a name of a theme ${themeNameRule}.`;
  if (field === 'line') {
    const parts = readLine(value);
    return 'wrong' in parts ? `line: ${parts.wrong}` : null;
  }
  const choices: readonly string[] = lookChoices[field];
  if (choices.includes(value)) return null;
  return `${field} is one of ${choices.join(', ')}; "${value.slice(0, 40)}" is none.`;
}

/** Every value has been looked at. */
function asLook(fields: Partial<Record<LookField, string>>): Partial<Look> {
  return fields as Partial<Look>;
}

export interface KeptLook {
  readonly look: Look;
  /** Other looks, by their names. */
  readonly saved: Readonly<Record<string, Look>>;
  /** Sentences about what the file says and nobody understands; it is plain instead. */
  readonly wrong: readonly string[];
}

export const nothingKept: KeptLook = { look: plainLook, saved: {}, wrong: [] };

/** look.json; `file` is how it is called in sentences. */
export function readKept(text: string, file: string): KeptLook {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ...nothingKept, wrong: [`${file} is no JSON: ${error instanceof Error ? error.message : ''}`] };
  }
  if (!isObject(value)) return { ...nothingKept, wrong: [`${file} is to hold an object: {"theme": "dark"}.`] };
  const { saved = {}, ...own } = value;
  const { fields, wrong } = readFields(own, `${file}: `);
  const look = { ...plainLook, ...fields };
  if (!isObject(saved)) return { look, saved: {}, wrong: [...wrong, `${file}: saved is an object of looks.`] };
  const others = Object.entries(saved).map(([name, one]) => readSaved(name, one, `${file}: saved.${name}: `));
  return {
    look,
    saved: Object.fromEntries(others.flatMap(({ name, look: one }) => (one === null ? [] : [[name, one]]))),
    wrong: [...wrong, ...others.flatMap((one) => one.wrong)],
  };
}

function readSaved(name: string, value: unknown, place: string) {
  if (!isThemeName(name)) return { name, look: null, wrong: [`${place}a name of a look ${themeNameRule}.`] };
  if (!isObject(value)) return { name, look: null, wrong: [`${place}a look is an object.`] };
  const { fields, wrong } = readFields(value, place);
  return { name, look: { ...plainLook, ...fields }, wrong };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
