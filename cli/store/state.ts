// What the client knows: one immutable value that screens read and `reduce.ts` renews.
import type { ErrorCode } from '../../common/errors.ts';
import type { Event } from '../../common/events.ts';
import type { ChannelId, MessageId, ServerId, UserId } from '../../common/ids.ts';
import type { Channel, Host, JoinedChannel, Me, Member, ReadMarker, Relation, SeenStatus } from '../../common/model.ts';
import type { Permission } from '../../common/permissions.ts';
import type { JoinedServer } from '../../common/places.ts';
import type { SafeMessage } from '../../common/safe-message.ts';
import type { Safe, SafeText } from '../../common/safe-text.ts';
import { emptyWindow, type MessageWindow } from './window.ts';

export type Connection =
  | { readonly type: 'connecting' }
  | { readonly type: 'live' }
  /** `until` is the time of the next attempt, in ms since the epoch. */
  | { readonly type: 'waiting'; readonly until: number; readonly reason: SafeText }
  | { readonly type: 'stopped'; readonly reason: SafeText }
  | { readonly type: 'logged out'; readonly reason: SafeText };

/** What changes a list of members. */
export type MemberEvent = Safe<Extract<Event, { type: 'member.joined' | 'member.left' | 'presence.updated' }>>;

export interface ChannelState {
  readonly id: ChannelId;
  readonly info: Safe<Channel>;
  readonly peer: UserId | null;
  /** What one may do there. */
  readonly permissions: readonly Permission[];
  readonly lastSeq: number;
  /** The last change applied. */
  readonly position: number;
  /** The last change heard of; beyond `position` the channel is behind and asks for what it missed. */
  readonly heard: number;
  readonly marker: ReadMarker;
  /** Something may be missing though no number says so: the host is asked once. */
  readonly isUnsure: boolean;
  readonly window: MessageWindow;
  /** Changes that came while a page was on its way, which may be older than they are. */
  readonly late: readonly SafeMessage[];
  /** The seq after which the line "new" is drawn; it stays until one leaves the channel. */
  readonly unreadAfter: number | null;
  readonly members: readonly Safe<Member>[] | null;
  /** What was heard of its members while their list was on its way; null: it is not. */
  readonly lateMembers: readonly MemberEvent[] | null;
}

export interface Seen {
  readonly username: SafeText;
  /** Null where nobody has said it yet. */
  readonly status: SeenStatus | null;
  readonly statusText: SafeText;
}

export interface Typing {
  readonly user: UserId;
  readonly until: number;
}

/** A message on its way: on disk until the host has acknowledged it. */
export interface OutboxRow {
  readonly id: MessageId;
  readonly channel: ChannelId;
  readonly user: UserId;
  readonly content: string;
  readonly createdAt: number;
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly reason: { readonly code: ErrorCode; readonly message: string } | null;
}

/** What stands at the bottom of the pane: a message, and how many of its rows are below the edge; fewer than none: so many rows of what is on its way are above it. */
export interface Anchor {
  readonly seq: number;
  readonly hidden: number;
}

export interface ClientState {
  readonly connection: Connection;
  readonly host: Safe<Host> | null;
  readonly me: Safe<Me> | null;
  readonly channels: ReadonlyMap<ChannelId, ChannelState>;
  readonly servers: ReadonlyMap<ServerId, Safe<JoinedServer>>;
  /** Friends, requests and blocks. */
  readonly relations: ReadonlyMap<UserId, Safe<Relation>>;
  readonly users: ReadonlyMap<UserId, Seen>;
  readonly typing: ReadonlyMap<ChannelId, readonly Typing[]>;
  readonly outbox: readonly OutboxRow[];
  readonly open: ChannelId | null;
  /** Where one reads when one has scrolled up; null: the newest is on screen. */
  readonly anchor: Anchor | null;
  readonly focused: boolean;
}

export const emptyState: ClientState = {
  connection: { type: 'connecting' },
  host: null,
  me: null,
  channels: new Map(),
  servers: new Map(),
  relations: new Map(),
  users: new Map(),
  typing: new Map(),
  outbox: [],
  open: null,
  anchor: null,
  focused: true,
};

/** A channel of which nothing has been loaded: its window opens before whatever comes next. */
export function freshChannel(joined: Safe<JoinedChannel>): ChannelState {
  const { last_seq, last_rev, marker, peer, permissions, ...info } = joined;
  return {
    id: joined.id,
    info,
    peer: peer?.id ?? null,
    permissions,
    lastSeq: last_seq,
    position: last_rev,
    heard: last_rev,
    marker,
    isUnsure: false,
    window: emptyWindow(last_seq),
    late: [],
    unreadAfter: null,
    members: null,
    lateMembers: null,
  };
}
