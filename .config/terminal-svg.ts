// A terminal's screen as SVG: runs of cells of one look, each held to its width whatever font a reader has.
import type { IBufferCell, Terminal } from '@xterm/headless';

const cell = { width: 8.4, height: 18 };
const padding = 14;
const colors = { background: '#11141a', foreground: '#d5d8de' };
/** The sixteen colours that a terminal names by number. */
const palette = [
  '#3a3f4b',
  '#e06c75',
  '#98c379',
  '#e5c07b',
  '#61afef',
  '#c678dd',
  '#56b6c2',
  '#abb2bf',
  '#6b7280',
  '#ef8891',
  '#b1d695',
  '#f0d197',
  '#82c4f8',
  '#d7a1e7',
  '#7fd0da',
  '#ffffff',
];

interface Run {
  text: string;
  cells: number;
  x: number;
  readonly look: string;
  readonly background: string;
}

export function svgOf(terminal: Terminal): string {
  const width = terminal.cols * cell.width + 2 * padding;
  const height = terminal.rows * cell.height + 2 * padding;
  const rows = Array.from({ length: terminal.rows }, (_, row) => drawRow(runsOf(terminal, row), row)).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(0)} ${height}" role="img" aria-label="The devchat client: rooms and direct messages on the left, a conversation on the right">
<rect width="100%" height="100%" rx="10" fill="${colors.background}"/>
<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14" style="white-space:pre">
${rows}</g>
</svg>
`;
}

function runsOf(terminal: Terminal, row: number): Run[] {
  const line = terminal.buffer.active.getLine(terminal.buffer.active.viewportY + row);
  const cursor = row === terminal.buffer.active.cursorY ? terminal.buffer.active.cursorX : -1;
  const runs: Run[] = [];
  for (let column = 0; column < terminal.cols; column++) {
    const found = line?.getCell(column);
    if (found === undefined || found.getWidth() === 0) continue;
    const { look, background } = looksOf(found, column === cursor);
    const last = runs.at(-1);
    const text = found.getChars() || ' ';
    const alone = found.getWidth() > 1;
    if (
      last !== undefined &&
      !alone &&
      last.look === look &&
      last.background === background &&
      last.cells === Array.from(last.text).length
    ) {
      last.text += text;
      last.cells += 1;
    } else runs.push({ text, cells: found.getWidth(), x: column, look, background });
  }
  return runs;
}

function drawRow(runs: readonly Run[], row: number): string {
  const y = padding + row * cell.height;
  const parts = runs.map(({ text, cells, x, look, background }) => {
    const place = (columns: number) => (columns * cell.width).toFixed(1);
    const left = (padding + x * cell.width).toFixed(1);
    const box =
      background === ''
        ? ''
        : `<rect x="${left}" y="${y}" width="${place(cells)}" height="${cell.height}" fill="${background}"/>`;
    const shown = text.trim();
    if (shown === '') return box;
    const start = (padding + (x + text.length - text.trimStart().length) * cell.width).toFixed(1);
    const width = place(cells - (text.length - shown.length));
    return `${box}<text x="${start}" y="${y + 13.5}" textLength="${width}" lengthAdjust="spacingAndGlyphs"${look}>${escaped(shown)}</text>`;
  });
  const drawn = parts.join('');
  return drawn === '' ? '' : `${drawn}\n`;
}

function looksOf(found: IBufferCell, isCursor: boolean): { look: string; background: string } {
  const inverse = found.isInverse() !== 0 || isCursor;
  const own = found.isFgDefault() ? colors.foreground : colorOf(found.getFgColor(), found.isFgRGB());
  const behind = found.isBgDefault() ? '' : colorOf(found.getBgColor(), found.isBgRGB());
  const fill = inverse ? behind || colors.background : own;
  const look = [
    ` fill="${fill}"`,
    found.isBold() ? ' font-weight="bold"' : '',
    found.isDim() ? ' fill-opacity="0.6"' : '',
    found.isItalic() ? ' font-style="italic"' : '',
    found.isUnderline() ? ' text-decoration="underline"' : '',
  ];
  return { look: look.join(''), background: inverse ? own : behind };
}

/** RGB as it is, one of sixteen by name, or one of the 256 by xterm's formula. */
function colorOf(color: number, isRgb: boolean): string {
  if (isRgb) return `#${color.toString(16).padStart(6, '0')}`;
  const named = palette[color];
  if (named !== undefined) return named;
  if (color >= 232) return gray(8 + (color - 232) * 10);
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40).toString(16).padStart(2, '0');
  const index = color - 16;
  return `#${level(Math.floor(index / 36))}${level(Math.floor(index / 6) % 6)}${level(index % 6)}`;
}

function gray(level: number): string {
  return `#${level.toString(16).padStart(2, '0').repeat(3)}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
