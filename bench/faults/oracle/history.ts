// What a run leaves behind: what every client did and saw, in the order of one monotonic clock, and what is stored at the end.
import type { ChannelId, MessageId, UserId } from '../../../common/ids.ts';

/** One version of a message: `hash` stands for its content. */
export interface Version {
  readonly id: MessageId;
  readonly seq: number;
  readonly rev: number;
  readonly hash: string;
}

/** `at`: milliseconds since the run began. `who`: a login; a user may have several, one after the other. */
interface Seen {
  readonly at: number;
  readonly who: string;
}

interface InChannel extends Seen {
  readonly channel: ChannelId;
}

/** `attempt` ties an answer to its question; a question without an answer may take effect at any time later. */
interface Attempt extends Seen {
  readonly attempt: number;
}

export type Entry =
  | (InChannel & { readonly type: 'sent'; readonly id: MessageId; readonly hash: string })
  | (InChannel & Version & { readonly type: 'acknowledged' })
  | (Attempt & { readonly type: 'changing'; readonly id: MessageId; readonly hash: string })
  | (Attempt & { readonly type: 'changed'; readonly id: MessageId; readonly rev: number; readonly hash: string })
  | (Seen & { readonly type: 'refused'; readonly what: string })
  // Where a client's position in a channel begins: it has everything up to `rev`, or does not care for it.
  | (InChannel & { readonly type: 'opened'; readonly rev: number })
  | (InChannel & Version & { readonly type: 'heard'; readonly applied: boolean })
  // A change of the channel itself, which takes a number too.
  | (InChannel & { readonly type: 'noted'; readonly rev: number })
  | (InChannel & {
      readonly type: 'healed';
      readonly after: number;
      readonly rev: number;
      readonly given: readonly Version[];
    })
  | (InChannel & { readonly type: 'forgot' })
  // Something of a channel that is no message: who comes, goes or writes.
  | (InChannel & { readonly type: 'overheard'; readonly what: string })
  | (Attempt & InChannel & { readonly type: 'joining' })
  | (Attempt & InChannel & { readonly type: 'joined' })
  | (Attempt & InChannel & { readonly type: 'leaving' })
  | (Attempt & InChannel & { readonly type: 'left' })
  | (Attempt & { readonly type: 'revoking' })
  | (Attempt & { readonly type: 'revoked' })
  | (Seen & {
      readonly type: 'ready';
      readonly channels: readonly ChannelId[];
      readonly again: boolean;
      readonly node: number;
    })
  | (Seen & { readonly type: 'closed'; readonly code: string; readonly node: number })
  | { readonly type: 'fault'; readonly at: number; readonly until: number; readonly what: string }
  // The run itself held things up (a stopped node, a stalled line, a starved clock): nothing can be said to be late.
  | { readonly type: 'held'; readonly at: number; readonly until: number; readonly why: string }
  // No fault, nobody writes, all is answered: within `withinMs` every client must come to these positions.
  | {
      readonly type: 'quiet';
      readonly at: number;
      readonly withinMs: number;
      readonly revs: ReadonlyMap<ChannelId, number>;
    };

export type EntryOf<T extends Entry['type']> = Extract<Entry, { readonly type: T }>;

export interface StoredMessage extends Version {
  readonly channel: ChannelId;
  readonly deleted: boolean;
}

export interface StoredChannel {
  readonly id: ChannelId;
  readonly last_seq: number;
  readonly last_rev: number;
}

export interface Login {
  readonly who: string;
  readonly user: UserId;
  /** When it begins to connect; absent for what never does. */
  readonly from?: number;
}

/** Who is in which channel before the run begins is written as `joined` at 0. */
export interface History {
  readonly entries: readonly Entry[];
  readonly logins: readonly Login[];
  readonly messages: readonly StoredMessage[];
  readonly channels: readonly StoredChannel[];
}

export type Broken = 'lost' | 'doubled' | 'reordered' | 'phantom' | 'wrong person' | 'late' | 'not whole' | 'refused';

export interface Violation {
  readonly broken: Broken;
  readonly what: string;
  /** The fewest entries that show it, in order of time. */
  readonly evidence: readonly Entry[];
}

export type Report = (broken: Broken, what: string, ...evidence: readonly (Entry | undefined)[]) => void;
