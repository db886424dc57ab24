// What the screen is doing: which layer is open, what is being written, where one reads. What the host knows is in the store.
import type { ChannelId, MessageId } from '../../../common/ids.ts';
import type { ListedChannel, Profile } from '../../../common/model.ts';
import type { Safe, SafeText } from '../../../common/safe-text.ts';
import { emptyEditor, type Editor } from '../editor/editor.ts';
import type { Anchor } from '../../store/state.ts';
import type { Banner } from './banner.ts';
import type { Form } from './form.ts';
import { plainLook, type Look } from '../../look/look.ts';
import { autoTheme, type Theme } from '../../look/theme.ts';
import { noLooks, type Looks } from '../../look/looks.ts';
import type { Action } from './panel.ts';
import type { PanelFrame } from './panel-frame.ts';

export interface Notice {
  /** `info` goes by itself; `answer` is what a command printed. */
  readonly kind: 'info' | 'answer' | 'error';
  /** What it is about; it goes with that. */
  readonly channel?: ChannelId;
  readonly lines: readonly SafeText[];
}

/** A line of the help: keys or a command, and what they do. */
export interface HelpLine {
  readonly keys: string;
  readonly help: string;
}

/** A command as it can be typed. */
export interface CommandLine extends HelpLine {
  /** What stands at its beginning: `/join`, `/friend add`. */
  readonly word: string;
}

/** Lists over lists, the last on top; never empty. */
export interface PanelLayer {
  readonly type: 'panel';
  readonly stack: readonly PanelFrame[];
}

export type Layer =
  | PanelLayer
  | {
      readonly type: 'switcher';
      readonly query: Editor;
      readonly index: number;
      readonly directory: readonly Safe<ListedChannel>[];
    }
  /** `under`: what comes back when it is closed. */
  | { readonly type: 'help'; readonly from: number; readonly under?: PanelLayer }
  /** `frame`: which of the status frames is shown. `under`: as above. */
  | {
      readonly type: 'card';
      readonly profile: Safe<Profile>;
      readonly from: number;
      readonly frame: number;
      readonly under?: PanelLayer;
    }
  | { readonly type: 'question'; readonly words: SafeText; readonly next: Next; readonly under?: PanelLayer };

export type Next =
  | { readonly type: 'delete'; readonly id: MessageId }
  | { readonly type: 'discard'; readonly id: MessageId }
  | { readonly type: 'paste'; readonly text: string }
  | { readonly type: 'action'; readonly action: Action; readonly answers: readonly string[] };

export type Mode =
  | { readonly type: 'write' }
  /** `pinned`: at the newest when the choosing began, and where the screen was held for it. */
  | { readonly type: 'select'; readonly id: MessageId; readonly pinned: Anchor | null }
  | { readonly type: 'edit'; readonly id: MessageId; readonly before: Editor; readonly pinned: Anchor | null };

export interface Completion {
  readonly from: number;
  readonly words: readonly string[];
  readonly index: number;
}

export interface UiState {
  readonly screen: 'chat' | 'form';
  readonly columns: number;
  readonly rows: number;
  readonly hostUrl: SafeText;
  readonly form: Form;
  readonly layer: Layer | null;
  readonly mode: Mode;
  /** Messages of people whom one has blocked that are shown all the same. */
  readonly unfolded: ReadonlySet<MessageId>;
  readonly editor: Editor;
  readonly completion: Completion | null;
  /** The `unreadAfter` of the open channel whose first new message has been seen. */
  readonly unreadSeen: number | null;
  /** The rooms of the host, for who is in none; null: not asked for. */
  readonly rooms: readonly Safe<ListedChannel>[] | null;
  readonly showMembers: boolean;
  /** What is kept on this machine of the look. */
  readonly looks: Looks;
  /** What is applied of it; model/dress.ts decides. */
  readonly look: Look;
  readonly theme: Theme;
  readonly notice: Notice | null;
  readonly banner: Banner | null;
  /** The channel before this one. */
  readonly lastChannel: ChannelId | null;
  /** Own lines, oldest first, and which of them is shown; null: none. */
  readonly history: readonly string[];
  readonly historyAt: number | null;
  /** Ctrl+C was pressed once and the next one leaves. */
  readonly leaving: boolean;
  readonly now: number;
  /** Since when the host owes an answer, once that is long; null: it answers. */
  readonly silentSince: number | null;
  /** The slash commands for the help; empty until their table is loaded. */
  readonly commandHelp: readonly CommandLine[];
  /** The panels for the switcher, by their words; empty until their table is loaded. */
  readonly panels: readonly HelpLine[];
}

export function emptyUi(columns: number, rows: number, hostUrl: SafeText, form: Form): UiState {
  return {
    screen: 'chat',
    columns,
    rows,
    hostUrl,
    form,
    layer: null,
    mode: { type: 'write' },
    unfolded: new Set(),
    editor: emptyEditor,
    completion: null,
    unreadSeen: null,
    rooms: null,
    showMembers: false,
    looks: noLooks,
    look: plainLook,
    theme: autoTheme,
    notice: null,
    banner: null,
    lastChannel: null,
    history: [],
    historyAt: null,
    leaving: false,
    now: 0,
    silentSince: null,
    commandHelp: [],
    panels: [],
  };
}
