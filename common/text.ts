// What text is to devchat: well-formed Unicode, counted in UTF-8 bytes where bytes are what is limited.
import { protocolLimits } from './limits.ts';

/** The number of bytes of `text` in UTF-8; a lone surrogate counts as the three bytes of U+FFFD. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Whether `text` has at most `most` bytes in UTF-8. No unit of a string takes more than three, so most texts need no counting. */
export function fitsInBytes(text: string, most: number): boolean {
  return text.length * 3 <= most || utf8Bytes(text) <= most;
}

/** What is longer than any message is cut before work is done on it: no character of a message takes less than one byte. */
export function cutToMessage(text: string): string {
  return text.slice(0, protocolLimits.messageMaxBytes);
}

/**
 * The text as it can be stored: lone surrogates become U+FFFD, and NUL, the one character that PostgreSQL's `text`
 * cannot hold, becomes its picture U+2400.
 */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u2400');
}
