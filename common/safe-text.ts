// Text from elsewhere made harmless to draw: no byte of it can move a cursor, set a title, open a link or forge a line.

declare const safe: unique symbol;

/** Text that holds nothing but `\n`, `\t` and characters that stay where they are drawn. Only `toSafeText` makes it. */
export type SafeText = string & { readonly [safe]: true };

/** `T` as it is after `makeSafe`: every plain string is SafeText; ids, literals, numbers and nulls are what they were. */
export type Safe<T> = T extends string
  ? string extends T
    ? SafeText
    : T
  : T extends number | boolean | null | undefined
    ? T
    : T extends readonly (infer E)[]
      ? readonly Safe<E>[]
      : { readonly [K in keyof T]: Safe<T[K]> };

/** Combining marks beyond these are dropped: a pile of them grows into the lines above and below. */
const marksMaxPerCharacter = 6;
/** Joined emoji beyond these are drawn one by one; the longest real sequence joins four. */
const joinersMaxPerEmoji = 4;

/** The text as it may be drawn: what steers a terminal is shown as a picture (`␛`, `<U+202E>`), what is merely invisible goes. */
export function toSafeText(raw: string): SafeText {
  if (plain.test(raw)) return brand(raw);
  // Removing one character can bring two others together (an emoji and its joiner), so the rules run until nothing changes.
  let text = raw.toWellFormed().replaceAll('\r\n', '\n');
  for (let pass = 0; pass < passesMax; pass++) {
    const next = onePass(text);
    if (next === text) return brand(text);
    text = next;
  }
  return brand(text.replaceAll(/[^\x20-\x7e\n\t]/gu, picture));
}

/** Every string inside `value` made safe; the shape stays. */
export function makeSafe<T>(value: T): Safe<T> {
  return deep(value) as Safe<T>;
}

/** JSON that can be printed anywhere: every control, bidi control and line separator is a `\u` escape, so nothing is lost. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(escapedInJson, (character) =>
    [...Array(character.length).keys()]
      .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

const passesMax = 8;
const plain = /^[\x20-\x7e\n\t]*$/;

const controls = /(?![\n\t])\p{Cc}/gu;
/** They turn the order of what follows, also outside the text, or end a line where none is meant. */
const turning = /[\u202a-\u202e\u2066-\u2069\u2028\u2029\ufff9-\ufffb\u{1d173}-\u{1d17a}]/gu;
/** Invisible, and only good for hiding: marks of direction, zero-width spaces, fillers, tags, selectors for ideographs. */
const hiding =
  /\u00ad|\u034f|[\u115f\u1160\u3164\uffa0\u2060-\u206f]|\u17b4|\u17b5|\u180b|\u180c|\u180d|\u180f|[\ufe00-\ufe0d]|[\u{e0000}-\u{e0fff}]|(?![\u200c\u200d])\p{Cf}/gu;
/** A joiner is kept between the parts of one emoji, and between letters of the scripts that are written with it. */
const strayJoiner =
  /(?<!\p{Extended_Pictographic}[\ufe0e\ufe0f]?\p{Emoji_Modifier}?)\u200d(?=\p{Extended_Pictographic})|\u200d(?!\p{Extended_Pictographic}|[\p{L}\p{M}])|(?<![\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}])[\u200c\u200d](?!\p{Extended_Pictographic})|\u200c(?![\p{L}\p{M}])/gu;
const straySelector = /(?<![\p{Emoji}\u00a9\u00ae])[\ufe0e\ufe0f]/gu;
const strayModifier = /(?<!\p{Emoji_Modifier_Base}\ufe0f?)\p{Emoji_Modifier}/gu;
const jamo = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]+/gu;
const manyMarks = new RegExp(`(\\p{M}{${marksMaxPerCharacter}})\\p{M}+`, 'gu');
const manyJoiners = new RegExp(
  `((?:\\p{Extended_Pictographic}[\\ufe0e\\ufe0f]?\\p{Emoji_Modifier}?\\u200d){${joinersMaxPerEmoji - 1}}\\p{Extended_Pictographic}[\\ufe0e\\ufe0f]?\\p{Emoji_Modifier}?)\\u200d+`,
  'gu',
);
/** A mark with nothing under it would be drawn over its neighbour, which may be the frame of the screen. */
const baselessMark = /(^|[\n\t ])(\p{M})/gu;
const escapedInJson =
  /[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;

function onePass(text: string): string {
  return text
    .replaceAll(controls, picture)
    .replaceAll(turning, picture)
    .replaceAll(hiding, '')
    .replaceAll(jamo, (syllables) => syllables.normalize('NFC').replaceAll(jamo, pictures))
    .replaceAll(strayJoiner, '')
    .replaceAll(straySelector, '')
    .replaceAll(strayModifier, picture)
    .replaceAll(manyMarks, '$1')
    .replaceAll(manyJoiners, '$1')
    .replaceAll(baselessMark, '$1\u25cc$2');
}

function pictures(text: string): string {
  return Array.from(text, picture).join('');
}

function picture(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x20) return String.fromCodePoint(0x2400 + point);
  if (point === 0x7f) return '\u2421';
  return `<U+${point.toString(16).toUpperCase().padStart(4, '0')}>`;
}

function deep(value: unknown): unknown {
  if (typeof value === 'string') return toSafeText(value);
  if (Array.isArray(value)) return value.map(deep);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, deep(inner)]));
}

function brand(text: string): SafeText {
  return text as SafeText;
}
