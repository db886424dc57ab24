// Who hears what on one node, at the moments that sockets cannot hit on purpose.
import { expect, test } from 'vitest';
import { ChannelId, newId, TokenId, UserId } from '../../common/ids.ts';
import type { Event } from '../../common/events.ts';
import type { JoinedChannel } from '../../common/model.ts';
import { createFanout, type Listener } from './fanout.ts';

const listenerOf = (user: UserId) => {
  const heard: string[] = [];
  const listener: Listener = {
    user,
    token: newId(TokenId),
    channels: [],
    left: new Set(),
    standing: '',
    hear: (frames) => heard.push(frames.toString('utf8')),
    revoke: () => heard.push('revoked'),
    lookAgain: () => heard.push('looked'),
    refresh: () => heard.push('refreshed'),
  };
  return { listener, heard };
};

const silent = { follow: () => {}, unfollow: () => {}, moved: () => {} };

const joined = (id: ChannelId): JoinedChannel => ({
  id,
  kind: 'room',
  type: 'text',
  name: 'general',
  topic: '',
  server_id: null,
  category_id: null,
  position: 0,
  slow_mode_s: 0,
  archived: false,
  created_at: '2026-01-01T00:00:00.000Z',
  last_seq: 0,
  last_rev: 0,
  marker: { read_seq: 0, unread: 0, mentions: 0, rev: 0 },
  permissions: ['view', 'send'],
  peer: null,
});

test('a channel that was left while the list of channels was read stays left', () => {
  const [user, channel] = [newId(UserId), newId(ChannelId)];
  const fanout = createFanout(silent);
  const { listener, heard } = listenerOf(user);
  fanout.add(listener);
  fanout.deliver({ type: 'events', to: { type: 'user', id: user }, events: [{ type: 'channel.left', channel }] });
  fanout.tune(listener, [channel]);
  heard.length = 0;
  fanout.deliver({ type: 'events', to: { type: 'channel', id: channel }, events: [{ type: 'typing', channel, user }] });
  expect(heard).toEqual([]);
});

test('a channel that was joined while the list of channels was read is heard', () => {
  const [user, channel] = [newId(UserId), newId(ChannelId)];
  const fanout = createFanout(silent);
  const { listener, heard } = listenerOf(user);
  fanout.add(listener);
  fanout.deliver({
    type: 'events',
    to: { type: 'user', id: user },
    events: [{ type: 'channel.joined', channel: joined(channel) }],
  });
  fanout.tune(listener, []);
  heard.length = 0;
  fanout.deliver({ type: 'events', to: { type: 'channel', id: channel }, events: [{ type: 'typing', channel, user }] });
  expect(heard).toHaveLength(1);
});

test('a channel that is told of twice is heard once, and not at all once it is left', () => {
  const [user, channel] = [newId(UserId), newId(ChannelId)];
  const fanout = createFanout(silent);
  const { listener, heard } = listenerOf(user);
  fanout.add(listener);
  fanout.tune(listener, [channel]);
  const tell = (event: Event) => fanout.deliver({ type: 'events', to: { type: 'user', id: user }, events: [event] });
  tell({ type: 'channel.joined', channel: joined(channel) });
  expect(listener.channels).toEqual([channel]);
  tell({ type: 'channel.left', channel });
  expect(listener.channels).toEqual([]);
  heard.length = 0;
  fanout.deliver({ type: 'events', to: { type: 'channel', id: channel }, events: [{ type: 'typing', channel, user }] });
  expect(heard).toEqual([]);
});

test('who shares two channels with somebody hears of their presence once', () => {
  const [user, one, two] = [newId(UserId), newId(ChannelId), newId(ChannelId)];
  const fanout = createFanout(silent);
  const { listener, heard } = listenerOf(user);
  fanout.add(listener);
  fanout.tune(listener, [one, two]);
  const presence = { type: 'presence.updated', user: newId(UserId), status: 'away', status_text: '' } as const;
  fanout.deliver({ type: 'events', to: { type: 'sharing', channels: [one, two] }, events: [presence] });
  expect(heard).toHaveLength(1);
});

test('presence reaches friends without a common channel, and nobody who is excepted', () => {
  const [member, friend, hidden, channel] = [newId(UserId), newId(UserId), newId(UserId), newId(ChannelId)];
  const fanout = createFanout(silent);
  const heardBy = new Map<UserId, unknown[]>();
  for (const user of [member, friend, hidden]) {
    const { listener, heard } = listenerOf(user);
    heardBy.set(user, heard);
    fanout.add(listener);
    fanout.tune(listener, user === friend ? [] : [channel]);
  }
  const presence = { type: 'presence.updated', user: newId(UserId), status: 'away', status_text: '' } as const;
  const sharing = { type: 'sharing', channels: [channel], users: [friend], except: [hidden] } as const;
  fanout.deliver({ type: 'events', to: sharing, events: [presence] });
  const typing = { type: 'typing', channel, user: presence.user } as const;
  fanout.deliver({ type: 'events', to: { type: 'channel', id: channel, except: [hidden] }, events: [typing] });
  expect([member, friend, hidden].map((user) => heardBy.get(user)?.length)).toEqual([2, 1, 0]);
});

test('a removed listener leaves nothing behind', () => {
  const user = newId(UserId);
  const fanout = createFanout(silent);
  const { listener } = listenerOf(user);
  fanout.add(listener);
  fanout.remove(listener);
  expect(fanout.listenersOf(user)).toEqual([]);
});
