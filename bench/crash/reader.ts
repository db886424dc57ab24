// A live reader of some channels that comes back after each crash.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelId } from '../../common/ids.ts';
import type { Event } from '../../common/events.ts';
import type { Message } from '../../common/model.ts';
import { openLine, type Ask, type Line } from '../client.ts';
import { createReplica, type Counts } from './replica.ts';

export interface Reader {
  /** Comes to the host at `url`, as often as needed. */
  connect(url: string): Promise<void>;
  /** Resolves when it holds everything up to `rev`; false where it does not get there in time. */
  reached(channel: ChannelId, rev: number, withinMs: number): Promise<boolean>;
  messages(channel: ChannelId): Message[];
  readonly counts: Readonly<Counts>;
  leave(): void;
}

export function createReader(token: string, channels: readonly ChannelId[]): Reader {
  const counts: Counts = { heard: 0, healed: 0, gaps: 0 };
  let line: Line | undefined;
  const ask: Ask = async (request, params) => {
    if (line === undefined) throw new Error('not connected');
    return await line.ask(request, params);
  };
  const replicas = new Map(channels.map((channel) => [channel, createReplica(channel, ask, counts)]));

  const hear = (event: Event) => {
    if (event.type === 'message.created' || event.type === 'message.edited' || event.type === 'message.deleted')
      replicas.get(event.message.channel)?.hear(event.message);
  };

  return {
    connect: async (url) => {
      line = await openLine(url, token, { hear });
      for (const channel of line.state.channels) replicas.get(channel.id)?.learn(channel.last_rev);
    },
    reached: async (channel, rev, withinMs) => {
      const until = performance.now() + withinMs;
      const replica = replicas.get(channel);
      while ((replica?.rev ?? 0) < rev && performance.now() < until) await sleep(5);
      return replica?.rev === rev;
    },
    messages: (channel) => replicas.get(channel)?.messages() ?? [],
    counts,
    leave: () => line?.cut(),
  };
}
