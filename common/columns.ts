// How many columns of a terminal a text takes, for limits that are about room on a screen.
import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export function columnsOf(line: string): number {
  return stringWidth(line);
}

/** Whether it is exactly one character to a person: a letter, an emoji, a flag. */
export function isOneGrapheme(text: string): boolean {
  const [first, second] = segmenter.segment(text);
  return first !== undefined && second === undefined;
}
