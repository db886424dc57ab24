// Everything that can change what the client knows, as one union.
import type { Event } from '../../common/events.ts';
import type { ChannelId, MessageId, UserId } from '../../common/ids.ts';
import type { Channel, JoinedChannel, NameTag, Member, ReadMarker, State } from '../../common/model.ts';
import type { Safe } from '../../common/safe-text.ts';
import type { SafeMessage } from '../../common/safe-message.ts';
import type { Anchor, Connection, OutboxRow } from './state.ts';
import type { Page } from './window.ts';

export type Change =
  | { readonly type: 'connection'; readonly connection: Connection }
  | { readonly type: 'ready'; readonly state: Safe<Omit<State, 'token'>> }
  /** The login is over: nothing of what it showed stays. */
  | { readonly type: 'forgotten' }
  | { readonly type: 'events'; readonly events: readonly Safe<Event>[]; readonly now: number }
  | { readonly type: 'typing over'; readonly now: number }
  | { readonly type: 'joined'; readonly channel: Safe<JoinedChannel> }
  | { readonly type: 'marker'; readonly channel: ChannelId; readonly marker: ReadMarker }
  | { readonly type: 'members asked'; readonly channel: ChannelId }
  | { readonly type: 'members'; readonly channel: ChannelId; readonly members: readonly Safe<Member>[] }
  /** How these of the users asked for are drawn. */
  | { readonly type: 'name tags'; readonly asked: readonly UserId[]; readonly tags: readonly Safe<NameTag>[] }
  | { readonly type: 'page asked'; readonly channel: ChannelId; readonly where: 'newest' | 'before' | 'after' }
  | { readonly type: 'page failed'; readonly channel: ChannelId }
  | {
      readonly type: 'page';
      readonly channel: ChannelId;
      readonly where: 'newest' | 'before' | 'after';
      readonly page: Page;
    }
  /** All that a channel missed, to its last page. */
  | {
      readonly type: 'caught up';
      readonly channel: ChannelId;
      readonly changes: readonly SafeMessage[];
      readonly lastRev: number;
      readonly marker: ReadMarker;
      readonly info: Safe<Channel>;
    }
  /** What a channel missed cannot be replayed; what is held of it is dropped. */
  | {
      readonly type: 'gap';
      readonly channel: ChannelId;
      readonly lastRev: number;
      readonly marker: ReadMarker;
      readonly info: Safe<Channel>;
    }
  | { readonly type: 'opened'; readonly channel: ChannelId | null }
  | { readonly type: 'scrolled'; readonly anchor: Anchor | null }
  | { readonly type: 'focus'; readonly focused: boolean }
  | { readonly type: 'outbox'; readonly rows: readonly OutboxRow[] }
  /** The host has it, as the change `rev` of its channel. */
  | { readonly type: 'outbox sent'; readonly id: MessageId; readonly rev: number };
