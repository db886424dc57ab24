// The one place that knows how wide text is on a terminal, counted in graphemes and columns.
import stringWidth from 'string-width';
import { toSafeText, type SafeText } from '../../../common/safe-text.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const ascii = /^[\x20-\x7e]*$/;

/** What a person sees as one character each. */
export function graphemes(text: string): string[] {
  if (ascii.test(text)) return text.split('');
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Columns of one line of text. */
export function widthOf(text: string): number {
  return ascii.test(text) ? text.length : stringWidth(text);
}

/** The text if it fits into `columns`, else its beginning with an ellipsis. Line breaks are shown, not made. */
export function cut(text: SafeText, columns: number): SafeText {
  const line = oneLine(text);
  if (widthOf(line) <= columns) return line;
  if (columns <= 0) return toSafeText('');
  let kept = '';
  let width = 0;
  for (const grapheme of graphemes(line)) {
    width += widthOf(grapheme);
    if (width > columns - 1) break;
    kept += grapheme;
  }
  return toSafeText(`${kept}…`);
}

export function oneLine(text: SafeText): SafeText {
  return /[\n\t]/.test(text) ? toSafeText(text.replaceAll('\n', ' ⏎ ').replaceAll('\t', ' ')) : text;
}
