// Why one does not write in a channel, in a sentence.
import { localTime } from '../../commands/local-time.ts';
import { mayHere } from '../../store/select.ts';
import type { ChannelState, ClientState } from '../../store/state.ts';
import { dayKey } from './time.ts';

/** Null: one may. */
export function whyNotHere(state: ClientState, channel: ChannelState, now = Date.now()): string | null {
  if (mayHere(channel, 'send')) return null;
  if (channel.info.archived) return 'This channel is archived: it can be read, and nobody writes in it.';
  if (channel.info.kind === 'dm') return 'You cannot write to this person.';
  return timedOut(state, channel, now) ?? 'You may read this channel, not write in it.';
}

/** Until when, where the host says so: in a server. */
export function timedOut({ servers }: ClientState, { info }: ChannelState, now = Date.now()): string | null {
  const server = info.server_id === null ? undefined : servers.get(info.server_id);
  const until = server?.me.timed_out_until ?? null;
  if (server === undefined || until === null || Date.parse(until) <= now) return null;
  const isToday = dayKey(until) === dayKey(new Date(now).toISOString());
  return `You are timed out in ${server.name} until ${isToday ? localTime(until).slice(-5) : localTime(until)}.`;
}
