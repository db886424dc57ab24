// What a client does with what it hears: each channel that it is in has a follower.
import type { Event } from '../../../common/events.ts';
import type { ChannelId } from '../../../common/ids.ts';
import type { Message, State } from '../../../common/model.ts';
import { Follower, type FollowerOptions } from './follower.ts';

export interface Rooms {
  /** The first `ready` of a line, or another one on the same. */
  ready(state: State, line: { readonly node: number; readonly again: boolean }): void;
  readonly hear: (event: Event) => void;
  /** How far the client is in a channel; undefined where it follows none. */
  readonly position: (channel: ChannelId) => number | undefined;
}

export function createRooms(options: Omit<FollowerOptions, 'channel' | 'from'>): Rooms {
  const { who, journal } = options;
  const followers = new Map<ChannelId, Follower>();

  const follow = (channel: ChannelId, rev: number) => {
    const known = followers.get(channel);
    if (known !== undefined) return known.learn(rev);
    followers.set(channel, new Follower({ ...options, channel, from: rev }));
    return undefined;
  };
  const forget = (channel: ChannelId) => {
    followers.get(channel)?.forget();
    followers.delete(channel);
  };
  const message = (heard: Message) => {
    const { channel } = heard;
    const follower = followers.get(channel);
    if (follower !== undefined) return follower.hear(heard);
    return journal.add({
      type: 'heard',
      at: journal.now(),
      who,
      channel,
      applied: false,
      ...journal.versionOf(heard),
    });
  };
  const hear = (event: Event): void => {
    if ('message' in event) return message(event.message);
    // The crowd meets in rooms and DMs.
    if (event.type === 'presence.updated' || event.type === 'me.updated' || 'server' in event) return undefined;
    if (event.type === 'friend.updated' || event.type === 'friend.removed' || event.type === 'host.updated')
      return undefined;
    if (event.type === 'channel.left') return forget(event.channel);
    if (event.type === 'channel.joined') {
      follow(event.channel.id, event.channel.last_rev);
      return followers.get(event.channel.id)?.check();
    }
    const channel = event.type === 'channel.updated' ? event.channel.id : event.channel;
    journal.add({ type: 'overheard', at: journal.now(), who, channel, what: event.type });
    if ('rev' in event && typeof event.rev === 'number') followers.get(channel)?.note(event.rev);
    return undefined;
  };

  const ready: Rooms['ready'] = (state, { node, again }) => {
    const channels = state.channels.map(({ id }) => id);
    journal.add({ type: 'ready', at: journal.now(), who, channels, again, node });
    for (const channel of followers.keys()) if (!channels.includes(channel)) forget(channel);
    for (const { id, last_rev } of state.channels) follow(id, last_rev);
  };
  return { ready, hear, position: (channel) => followers.get(channel)?.position };
}
