// What a panel is: a list with actions, said as data, which the one mechanism of the screen (ui/panel.ts, view/panel.ts) shows and runs.
import type { EventType } from '../../../common/events.ts';
import type { ChannelId, ServerId, UserId } from '../../../common/ids.ts';
import type { SeenStatus } from '../../../common/model.ts';
import { toSafeText, type SafeText } from '../../../common/safe-text.ts';
import type { Positional } from '../../commands/command.ts';
import type { Look } from '../../look/look.ts';
import type { Looks } from '../../look/looks.ts';
import { isFailure, type Caller, type Failure } from '../../net/caller.ts';

/** What a panel is about: a channel, a server, a role. The words after a panel's own word are its first subject's `id`. */
export interface Subject {
  readonly id: string;
  /** As a person would name it; stands in the title. */
  readonly name: string;
  /** What it belongs to, like the server of a role. */
  readonly within?: Subject;
}

export interface PanelContext {
  readonly caller: Caller;
  readonly me: UserId | null;
  /** The channel behind the list. */
  readonly here: ChannelId | null;
  /** What is kept of the look, read anew. */
  readonly looks: () => Promise<Looks>;
  /** Whether one has the pass now. */
  readonly hasPass: boolean;
}

/** Something to ask before an action is done: a line of text, or one of a few words. */
export interface Ask {
  readonly label: string;
  /** Without it an empty line is no answer. */
  readonly optional?: boolean;
  readonly choices?: readonly string[];
}

/** What an action does. */
export type Deed =
  /** Runs a command of the one table, by its words as a shell would hand them over. */
  | { readonly type: 'run'; readonly words: readonly string[] }
  /** Asks the host what no command asks. */
  | { readonly type: 'ask'; readonly ask: (caller: Caller) => Promise<unknown> }
  /** Goes into another panel; Esc comes back. */
  | { readonly type: 'open'; readonly word: string; readonly subject: Subject | null }
  /** Goes to the first channel of a server. */
  | { readonly type: 'go'; readonly server: ServerId };

export const run = (...words: readonly string[]): Deed => ({ type: 'run', words });
export const ask = (what: (caller: Caller) => Promise<unknown>): Deed => ({ type: 'ask', ask: what });
export const open = (word: string, subject: Subject | null): Deed => ({ type: 'open', word, subject });

export const go = (server: ServerId): Deed => ({ type: 'go', server });

export interface ActionOf<Item> {
  /** One character; those of the context `panel` in the keymap are taken. Enter does the first action of a row. */
  readonly key: string;
  /** What the footer, the help and docs/keys.md say. */
  readonly label: string;
  /** On which rows it is; without it on all. */
  readonly when?: (item: Item) => boolean;
  readonly asks?: readonly Ask[];
  /** The question before it is done, without its answers; without it nothing is asked. */
  readonly confirm?: (item: Item, answers: readonly string[]) => string;
  readonly does: (item: Item, answers: readonly string[]) => Deed;
}

export interface RowOf<Item> {
  /** Unique in the panel, and the same after a reload. */
  readonly id: string;
  /** The columns; the first is the name. Where there is no room they are cut, and shown whole for the chosen row. */
  readonly cells: readonly string[];
  /** Further lines, shown for the chosen row. */
  readonly detail?: readonly string[];
  /** Makes it a checkbox. */
  readonly checked?: boolean;
  /** This one: the current login, the open channel. */
  readonly here?: boolean;
  readonly status?: SeenStatus;
  /** What the actions of the row are given. */
  readonly item: Item;
}

export interface ListOf<Item> {
  /** In the place of the panel's own. */
  readonly title?: string;
  readonly sections: readonly { readonly title?: string; readonly rows: readonly RowOf<Item>[] }[];
}

export interface PanelOf<Item> {
  /** What opens it: `/logins`. Where a command has the same word, the panel takes it over on the screen. */
  readonly word: string;
  readonly title: string;
  /** For the list of commands and the help: a sentence. */
  readonly summary: string;
  /** What may be said after the word; `load` gets it as the subject. */
  readonly about?: { readonly name: string; readonly positional: Positional };
  /** What to do when there is nothing: a sentence. */
  readonly empty: string;
  /** What makes it reload. */
  readonly on?: readonly EventType[];
  readonly load: (context: PanelContext, subject: Subject | null) => Promise<ListOf<Item> | Failure>;
  /** What the screen looks like while a row is chosen. */
  readonly preview?: (item: Item) => Partial<Look>;
  readonly rowActions?: readonly ActionOf<Item>[];
  readonly panelActions?: readonly ActionOf<Subject | null>[];
}

/** An action that knows what it is about. */
export interface Action {
  readonly key: string;
  readonly label: string;
  readonly asks: readonly Ask[];
  readonly confirm: ((answers: readonly string[]) => string) | null;
  readonly does: (answers: readonly string[]) => Deed;
}

export interface PanelRow {
  readonly id: string;
  readonly cells: readonly SafeText[];
  readonly detail: readonly SafeText[];
  readonly checked: boolean | null;
  readonly here: boolean;
  readonly status: SeenStatus | null;
  readonly preview: Partial<Look> | null;
  readonly actions: readonly Action[];
}

export interface Section {
  readonly title: SafeText | null;
  readonly rows: readonly PanelRow[];
}

export interface PanelList {
  readonly title: SafeText | null;
  readonly sections: readonly Section[];
  readonly actions: readonly Action[];
}

/** Any row of the table. */
export interface Panel extends Omit<PanelOf<unknown>, 'load' | 'preview' | 'rowActions' | 'panelActions'> {
  /** All keys of its own, for the docs. */
  readonly keys: readonly { readonly key: string; readonly label: string }[];
  readonly load: (context: PanelContext, subject: Subject | null) => Promise<PanelList | Failure>;
}

/** Binds the actions to the rows and makes all text safe, so that no panel has to think of either. */
export function definePanel<Item>(panel: PanelOf<Item>): Panel {
  const { load, preview, rowActions = [], panelActions = [], ...rest } = panel;
  return {
    ...rest,
    keys: [...rowActions, ...panelActions].map(({ key, label }) => ({ key, label })),
    async load(context, subject) {
      const list = await load(context, subject);
      if (isFailure(list)) return list;
      return {
        title: list.title === undefined ? null : toSafeText(list.title),
        sections: list.sections.map(({ title, rows }) => ({
          title: title === undefined ? null : toSafeText(title),
          rows: rows.map((row) => ({ ...boundRow(row, rowActions), preview: preview?.(row.item) ?? null })),
        })),
        actions: bound(panelActions, subject),
      };
    },
  };
}

function boundRow<Item>(row: RowOf<Item>, actions: readonly ActionOf<Item>[]): PanelRow {
  return {
    id: row.id,
    cells: row.cells.map(toSafeText),
    detail: (row.detail ?? []).map(toSafeText),
    checked: row.checked ?? null,
    here: row.here ?? false,
    status: row.status ?? null,
    preview: null,
    actions: bound(actions, row.item),
  };
}

function bound<Item>(actions: readonly ActionOf<Item>[], item: Item): Action[] {
  return actions
    .filter(({ when }) => when === undefined || when(item))
    .map(({ key, label, asks = [], confirm, does }) => ({
      key,
      label,
      asks,
      confirm: confirm === undefined ? null : (answers) => confirm(item, answers),
      does: (answers) => does(item, answers),
    }));
}
