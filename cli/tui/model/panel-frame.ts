// One panel on the screen: what has been loaded, what is chosen, what is being typed. A stack of them is the way back.
import { toSafeText, type SafeText } from '../../../common/safe-text.ts';
import { emptyEditor, type Editor } from '../editor/editor.ts';
import { widthOf } from '../text/width.ts';
import type { Action, PanelList, PanelRow, Section, Subject } from './panel.ts';

export interface PanelFrame {
  /** The panel's word; null for the answer of a command, which cannot be loaded again. */
  readonly word: string | null;
  readonly subject: Subject | null;
  readonly title: SafeText;
  /** What is said where there are no rows. */
  readonly empty: SafeText;
  readonly state: 'loading' | 'there' | { readonly failed: SafeText };
  readonly sections: readonly Section[];
  readonly actions: readonly Action[];
  /** The widest cell of each column, measured once for each load. */
  readonly widths: readonly number[];
  readonly hasDetail: boolean;
  readonly chosen: string | null;
  readonly filter: Editor;
  readonly typing: 'nothing' | 'filter' | 'answer';
  readonly pending: Pending | null;
}

/** An action that still wants answers. */
export interface Pending {
  readonly action: Action;
  readonly answers: readonly string[];
  readonly editor: Editor;
}

export function emptyFrame(word: string | null, title: string, subject: Subject | null, empty: string): PanelFrame {
  return {
    word,
    subject,
    title: toSafeText(title),
    empty: toSafeText(empty),
    state: 'loading',
    sections: [],
    actions: [],
    widths: [],
    hasDetail: false,
    chosen: null,
    filter: emptyEditor,
    typing: 'nothing',
    pending: null,
  };
}

/** Lines to read: the answer of a command that is too long for a notice. */
export function outputFrame(title: string, lines: readonly string[]): PanelFrame {
  const rows = lines.map((line, i) => readOnlyRow(String(i), line));
  const list = { title: null, sections: [{ title: null, rows }], actions: [] };
  const frame = withList(emptyFrame(null, title, null, ''), list);
  return { ...frame, chosen: rows.find(({ cells }) => cells.some((cell) => cell.trim() !== ''))?.id ?? frame.chosen };
}

export function isOutput({ word, pending }: PanelFrame): boolean {
  return word === null && pending === null;
}

/** A few words to choose from, for an action that wants one. */
export function choiceFrame(label: string, choices: readonly string[], pending: Pending): PanelFrame {
  const rows = choices.map((choice) => readOnlyRow(choice, choice));
  const list = { title: null, sections: [{ title: null, rows }], actions: [] };
  return { ...withList(emptyFrame(null, label, null, ''), list), pending };
}

function readOnlyRow(id: string, line: string): PanelRow {
  return {
    id,
    cells: [toSafeText(line)],
    detail: [],
    checked: null,
    here: false,
    status: null,
    preview: null,
    actions: [],
  };
}

/** What was chosen stays chosen; where it is gone, what took its place is. */
export function withList(frame: PanelFrame, list: PanelList): PanelFrame {
  const before = rowsOf(frame);
  const rows = list.sections.flatMap((section) => section.rows);
  const next: PanelFrame = {
    ...frame,
    state: 'there',
    title: list.title ?? frame.title,
    sections: list.sections,
    actions: list.actions,
    widths: widthsOf(rows),
    hasDetail: rows.some((row) => row.detail.length > 0),
  };
  const shown = rowsOf(next);
  if (shown.some((row) => row.id === frame.chosen)) return next;
  const here = before.length === 0 ? shown.findIndex((row) => row.here) : indexOf(frame);
  return { ...next, chosen: shown[Math.max(0, Math.min(shown.length - 1, here))]?.id ?? null };
}

/** The same to the eye, with the same actions; then nothing is drawn anew. */
export function isSame(a: PanelFrame, b: PanelFrame): boolean {
  return fingerprint(a) === fingerprint(b);
}

function fingerprint({ state, title, sections, actions }: PanelFrame): string {
  return JSON.stringify([state, title, sections, actions]);
}

/** The rows that the filter leaves, in their sections. */
export function sectionsShown({ sections, filter }: PanelFrame): Section[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return sections.filter(({ rows }) => rows.length > 0);
  const fits = (row: PanelRow) => {
    const text = [...row.cells, ...row.detail].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return sections.map(({ title, rows }) => ({ title, rows: rows.filter(fits) })).filter(({ rows }) => rows.length > 0);
}

export function rowsOf(frame: PanelFrame): PanelRow[] {
  return sectionsShown(frame).flatMap(({ rows }) => rows);
}

export function chosenRow(frame: PanelFrame): PanelRow | undefined {
  const rows = rowsOf(frame);
  return rows.find((row) => row.id === frame.chosen) ?? rows[0];
}

function indexOf(frame: PanelFrame): number {
  return Math.max(
    0,
    rowsOf(frame).findIndex((row) => row.id === frame.chosen),
  );
}

export function moved(frame: PanelFrame, by: number): PanelFrame {
  const rows = rowsOf(frame);
  const at = Math.max(0, Math.min(rows.length - 1, indexOf(frame) + by));
  const chosen = rows[at]?.id ?? null;
  return chosen === frame.chosen ? frame : { ...frame, chosen };
}

export function withFilter(frame: PanelFrame, filter: Editor): PanelFrame {
  const next = { ...frame, filter };
  const rows = rowsOf(next);
  return rows.some((row) => row.id === next.chosen) ? next : { ...next, chosen: rows[0]?.id ?? null };
}

/** The actions that keys do now: those of the chosen row, then those of the panel. */
export function actionsNow(frame: PanelFrame): readonly Action[] {
  return [...(chosenRow(frame)?.actions ?? []), ...frame.actions];
}

function widthsOf(rows: readonly PanelRow[]): number[] {
  const widths: number[] = [];
  for (const { cells } of rows) {
    for (const [i, cell] of cells.entries()) widths[i] = Math.max(widths[i] ?? 0, widthOf(cell));
  }
  return widths;
}
