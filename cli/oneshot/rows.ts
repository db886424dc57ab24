// Rows as text: safe to print, and laid out so that what somebody wrote cannot pass for the line of somebody else.
import { safeJson, toSafeText } from '../../common/safe-text.ts';
import { cutToMessage } from '../../common/text.ts';
import type { Row } from '../commands/command.ts';
import { depthOf } from '../look/depth.ts';
import { bold, showsColour } from './terminal.ts';

export interface RowStyle {
  readonly json: boolean;
  readonly colour: boolean;
  /** The width of the terminal, or null when the output goes elsewhere and lines stay whole. */
  readonly columns: number | null;
}

export function rowStyle(json: boolean): RowStyle {
  const { stdout } = process;
  return { json, colour: showsColour(process.env, stdout), columns: stdout.isTTY ? stdout.columns : null };
}

/** The row with its newline; nothing for a row without lines. */
export async function rowText(row: Row, style: RowStyle): Promise<string> {
  if (style.json) return `${safeJson(row.json)}\n`;
  if (row.picture !== undefined && style.columns !== null)
    return await (await import('./picture-rows.ts')).pictureRows(row, row.picture, style.columns);
  const head = safeLine(row.head ?? '');
  const width = style.columns === null || head === '' ? null : style.columns - head.length;
  const lines: string[] = [];
  for (const line of row.lines) lines.push(...(await wrapped(safeLine(line), width)));
  const indent = ' '.repeat(head.length);
  return lines.map((line, i) => `${i === 0 ? styledHead(row, head, style) : indent}${line}\n`).join('');
}

function styledHead({ headStyle }: Row, head: string, { colour }: RowStyle): string {
  if (headStyle === undefined || !colour) return bold(head, colour && head !== '');
  const codes = headStyle(depthOf(process.env));
  const end = head.trimEnd().length;
  return codes === '' ? head : `\x1b[${codes}m${head.slice(0, end)}\x1b[0m${head.slice(end)}`;
}

/** One line for a person: no newline and no tab of a foreign text can move what follows. */
export function safeLine(text: string): string {
  return toSafeText(cutToMessage(text)).replaceAll('\n', '\u2424').replaceAll('\t', '    ');
}

/** The terminal would go on at its left edge, under the times and authors: so the text is broken before it does. */
export async function wrapped(text: string, width: number | null): Promise<string[]> {
  // A terminal too narrow for any text beside the head: better broken by the terminal than not shown.
  if (width === null || width < 8 || text.length <= width / 2) return [text];
  const { default: stringWidth } = await import('string-width');
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const wide = stringWidth(segment);
    if (used + wide > width) {
      lines.push(line);
      line = '';
      used = 0;
    }
    line += segment;
    used += wide;
  }
  return [...lines, line];
}
