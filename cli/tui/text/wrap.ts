// Breaks text into lines that fit: between words where it can, inside a word where it must, never inside a character.
import { toSafeText, type SafeText } from '../../../common/safe-text.ts';
import { graphemes, widthOf } from './width.ts';

const tabColumns = 4;

/** Leading spaces are kept, because messages hold code; spaces at a break hang over the edge and go. */
export function wrap(text: SafeText, columns: number): SafeText[] {
  const width = Math.max(1, columns);
  return text.split('\n').flatMap((line) => wrapLine(expandTabs(line), width).map(toSafeText));
}

function wrapLine(line: string, columns: number): string[] {
  if (widthOf(line) <= columns) return [line];
  const lines: string[] = [];
  let current = '';
  let used = 0;
  for (const [word] of line.matchAll(/ +|[^ ]+/g)) {
    const width = widthOf(word);
    if (used + width <= columns) {
      current += word;
      used += width;
    } else if (word.startsWith(' ')) {
      // The break falls into these spaces; an indentation wider than the line is cut.
      current += ' '.repeat(columns - used);
      used = columns;
    } else {
      if (current.trim() !== '') lines.push(current.trimEnd());
      const pieces = width <= columns ? [word] : splitWord(word, columns);
      lines.push(...pieces.slice(0, -1));
      current = pieces.at(-1) ?? '';
      used = widthOf(current);
    }
  }
  if (current.trim() !== '' || lines.length === 0) lines.push(current.trimEnd());
  return lines;
}

function splitWord(word: string, columns: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const grapheme of graphemes(word)) {
    const width = widthOf(grapheme);
    if (used + width > columns && piece !== '') {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += grapheme;
    used += width;
  }
  return [...pieces, piece];
}

function expandTabs(line: string): string {
  if (!line.includes('\t')) return line;
  const [first = '', ...rest] = line.split('\t');
  return rest.reduce((before, part) => before + ' '.repeat(tabColumns - (widthOf(before) % tabColumns)) + part, first);
}
