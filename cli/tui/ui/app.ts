// What the handlers of keys work with: the two states, the session, and what only the outside can do.
import type { About, Command } from '../../commands/command.ts';
import type { ChannelId } from '../../../common/ids.ts';
import type { Me } from '../../../common/model.ts';
import type { ChannelState } from '../../store/state.ts';
import { openChannel } from '../../store/select.ts';
import type { Disk, DraftKey } from '../../store/disk.ts';
import type { Store } from '../../store/store.ts';
import type { Caller } from '../../net/caller.ts';
import { toSafeText } from '../../../common/safe-text.ts';
import type { Paint } from '../paint/paint.ts';
import type { Session } from '../session/session.ts';
import { timelineOf } from '../view/chat.ts';
import type { Timeline } from '../view/timeline.ts';
import type { Panel } from '../model/panel.ts';
import type { Notice, UiState } from '../model/state.ts';

/** What a key may ask of the program around the screen. */
export interface Outside {
  quit(): void;
  suspend(): void;
  redraw(): void;
  /** Puts text into the terminal's clipboard. */
  copy(text: string): void;
  /** Answers what the person should know about where the login is kept; null: it is in the keychain. */
  remember(login: { token: string; me: Me }): Promise<string | null>;
  forget(): Promise<void>;
  /** A way to ask the host without a login, for the forms. */
  anonymous(): Promise<Caller>;
  /** Opens the session of a login; closes the one before. */
  start(token: string): void;
  stop(): void;
}

export interface App {
  readonly store: Store;
  readonly disk: Disk;
  /** In the theme of the moment. */
  readonly paint: Paint;
  readonly about: About;
  /** What can be typed after `/`. */
  readonly commands: readonly Command[];
  readonly panels: readonly Panel[];
  readonly outside: Outside;
  /** Nothing moves on the screen by itself: DEVCHAT_REDUCED_MOTION is set. */
  readonly calm: boolean;
  session(): Session | null;
  ui(): UiState;
  set(change: Partial<UiState>): void;
}

/** `about`: the channel that it concerns alone. */
export function say(app: App, kind: Notice['kind'], words: string, about?: ChannelId): void {
  const lines = words.split('\n').map(toSafeText);
  app.set({ notice: { kind, lines, ...(about !== undefined && { channel: about }) } });
}

/** The conversation on the screen; null when no channel is open. */
export function timelineNow(app: App): Timeline | null {
  const channel = channelNow(app);
  return channel === null ? null : timelineOf(app.paint, app.store.get(), app.ui(), channel);
}

/** Whose draft the composer holds, and for which channel; null when no channel is open. */
export function draftKey(app: App): DraftKey | null {
  const { me, open } = app.store.get();
  return me === null || open === null ? null : { user: me.id, channel: open };
}

export function channelNow(app: App): ChannelState | null {
  return openChannel(app.store.get());
}
