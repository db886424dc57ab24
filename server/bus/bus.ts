// The contract of the bus: it wakes other nodes after a commit, and may lose, double or reorder what it carries.
import * as z from 'zod/mini';
import { Event } from '../../common/events.ts';
import { ChannelId, TokenId, UserId } from '../../common/ids.ts';

/** Who hears nothing of it, though they are among those whom it reaches. */
const except = z.optional(z.readonly(z.array(UserId)));

/**
 * Whom an envelope reaches: the members of a channel, one user's sockets, or everybody who shares one of some channels and
 * some `users` besides. What is numbered in its channel has nobody excepted: they would miss a number.
 */
export const Address = z.discriminatedUnion('type', [
  z.object({ type: z.literal('channel'), id: ChannelId, except }),
  z.object({ type: z.literal('user'), id: UserId }),
  z.object({
    type: z.literal('sharing'),
    channels: z.readonly(z.array(ChannelId)),
    users: z.optional(z.readonly(z.array(UserId))),
    except,
  }),
]);
export type Address = z.infer<typeof Address>;

/** What nodes tell each other. Other versions of devchat may be among them: what does not fit is dropped, and healed. */
export const Envelope = z.discriminatedUnion('type', [
  z.object({ type: z.literal('events'), to: Address, events: z.readonly(z.array(Event)) }),
  z.object({ type: z.literal('revoked'), user: UserId, token: TokenId }),
  // What the user may do changed, or their logins ended: each of their sockets looks itself up.
  z.object({ type: z.literal('user_changed'), user: UserId }),
  // For every node.
  z.object({ type: z.literal('settings_changed') }),
]);
export type Envelope = z.infer<typeof Envelope>;

/** What a node has to follow to hear of it: what is addressed to several channels reaches every node. */
export type Topic =
  | { readonly type: 'channel'; readonly id: ChannelId }
  | { readonly type: 'user'; readonly id: UserId };

export type BusListener = (envelope: Envelope) => void;

/**
 * An envelope published on any node reaches the listeners of the nodes that follow its topic, and the publisher's own at once.
 * A listener must not throw, and must take the same envelope twice without harm: the database, not the bus, is the truth.
 */
export interface Bus {
  publish(envelope: Envelope): void;
  /** Answers the function that ends the subscription. */
  subscribe(listener: BusListener): () => void;
  follow(topic: Topic): void;
  unfollow(topic: Topic): void;
  /** Resolves when what others publish of everything followed so far reaches this node, or does not for longer than that is waited for. */
  reached(): Promise<void>;
  /** Called when envelopes may have been lost: the connection to the bus was, and is back. */
  onDoubt(look: () => void): void;
  close(): Promise<void>;
}
