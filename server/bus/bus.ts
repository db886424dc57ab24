// The contract of the bus: it wakes other nodes after a commit, and may lose, double or reorder what it carries.
import type { ChannelId, TokenId, UserId } from '../../common/ids.ts';
import type { Event } from '../../common/events.ts';

/** Whom an envelope reaches: the members of a channel, one user's sockets, or everybody who shares one of some channels. */
export type Address =
  | { readonly type: 'channel'; readonly id: ChannelId }
  | { readonly type: 'user'; readonly id: UserId }
  | { readonly type: 'sharing'; readonly channels: readonly ChannelId[] };

export type Envelope =
  | { readonly type: 'events'; readonly to: Address; readonly events: readonly Event[] }
  | { readonly type: 'revoked'; readonly user: UserId; readonly token: TokenId };

export type BusListener = (envelope: Envelope) => void;

/**
 * Every envelope published on any node reaches the listeners of every node, the publisher's own included. A listener must
 * not throw, and must take the same envelope twice without harm: the database, not the bus, is the truth.
 */
export interface Bus {
  publish(envelope: Envelope): void;
  /** Answers the function that ends the subscription. */
  subscribe(listener: BusListener): () => void;
  close(): Promise<void>;
}
