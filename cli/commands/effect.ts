// What a command asks of whoever ran it, as data: the screen and the shell each perform what concerns them.
import type { ChannelId } from '../../common/ids.ts';
import type { Channel, JoinedChannel, Me, Profile } from '../../common/model.ts';

export type Effect =
  /** Say this to the person: a notice on the screen, a line on standard error in a shell. Not yet safe to print. What is only said because the answer is empty is not for who asked for JSON. */
  | { readonly type: 'notice'; readonly text: string; readonly isAboutNothing?: true }
  /** Show this channel. A shell does nothing. */
  | { readonly type: 'open'; readonly channel: JoinedChannel }
  /** Stop showing this channel. A shell does nothing. */
  | { readonly type: 'close'; readonly channel: ChannelId }
  /** Keep printing what happens in this channel. The screen does nothing. */
  | { readonly type: 'follow'; readonly channel: Channel; readonly from: Position; readonly showsBlocked: boolean }
  /** Keep this login for later commands. */
  | { readonly type: 'remember'; readonly token: string; readonly me: Me }
  /** Forget the stored login. */
  | { readonly type: 'forget' }
  /** Show somebody’s profile. A shell does nothing: it has printed it. */
  | { readonly type: 'card'; readonly profile: Profile }
  /** Show a list of the screen, about what was named. A shell does nothing. */
  | { readonly type: 'panel'; readonly word: string; readonly about: string | null }
  /** The look or a theme of this machine is another one. A shell does nothing. */
  | { readonly type: 'look' }
  /** Show the keys and the commands. A shell does nothing. */
  | { readonly type: 'help' }
  /** Leave the client. */
  | { readonly type: 'quit' };

export const notice = (text: string): Effect => ({ type: 'notice', text });

/** What stands where a list would: that there is nothing in it, and what to do. */
export const ifEmpty = (rows: readonly unknown[], text: string): Effect[] =>
  rows.length === 0 ? [{ type: 'notice', text, isAboutNothing: true }] : [];

/** How far a channel has been printed. */
export interface Position {
  /** Changes up to this one are printed, */
  readonly rev: number;
  /** and messages up to this one, */
  readonly seq: number;
  /** and these later changes, because a page shows its messages as they are by now. */
  readonly printed: readonly number[];
}
