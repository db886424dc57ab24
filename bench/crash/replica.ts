// One channel as the protocol wants a client to keep it: events in the order of changes, `channel.changes` for what was missed.
import type { ChannelId } from '../../common/ids.ts';
import type { Message } from '../../common/model.ts';
import type { Ask } from '../client.ts';

export interface Replica {
  readonly channel: ChannelId;
  readonly rev: number;
  /** A message as an event brought it. */
  hear(message: Message): void;
  /** The channel has come to `rev`, somebody says. */
  learn(rev: number): void;
  messages(): Message[];
}

/** Changes that came as events, changes that were asked for, and times that replaying was refused. */
export interface Counts {
  heard: number;
  healed: number;
  gaps: number;
}

const page = 100;

/** `ask` reaches whatever host there is at that moment, and throws where there is none. */
export function createReplica(channel: ChannelId, ask: Ask, counts: Counts): Replica {
  const bySeq = new Map<number, Message>();
  let rev = 0;
  let target = 0;
  let healing = false;

  const learn = (latest: number) => {
    target = Math.max(target, latest);
    if (rev < target && !healing) void heal();
  };

  const heal = async () => {
    healing = true;
    try {
      while (rev < target) await healOnce();
    } catch {
      // The host is gone: the next one says how far the channel is.
    }
    healing = false;
  };

  const healOnce = async () => {
    const answer = await ask('channel.changes', { channel, after_rev: rev, limit: page });
    if (answer.gap) counts.gaps += 1;
    if (answer.gap) bySeq.clear();
    const messages = answer.gap ? await readAll(ask, channel) : answer.changes;
    for (const message of messages) bySeq.set(message.seq, message);
    counts.healed += messages.length;
    rev = answer.last_rev;
    target = Math.max(target, rev);
  };

  const hear = (message: Message) => {
    if (healing || message.rev !== rev + 1) return learn(message.rev);
    bySeq.set(message.seq, message);
    rev = target = message.rev;
    counts.heard += 1;
  };

  return {
    channel,
    get rev() {
      return rev;
    },
    hear,
    learn,
    messages: () => [...bySeq.values()].toSorted((a, b) => a.seq - b.seq),
  };
}

/** The whole history of a channel, page by page. */
export async function readAll(ask: Ask, channel: ChannelId): Promise<Message[]> {
  const messages: Message[] = [];
  for (;;) {
    const answer = await ask('message.history', { channel, after: messages.at(-1)?.seq ?? 0, limit: page });
    messages.push(...answer.messages);
    if (!answer.has_after) return messages;
  }
}
