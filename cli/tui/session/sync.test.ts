import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Refusal } from '../../../common/errors.ts';
import { makeSafe } from '../../../common/safe-text.ts';
import { channelId, message, room, state as hostState, user } from '../../../common/test-data.ts';
import type { Caller } from '../../net/caller.ts';
import { createStore } from '../../store/store.ts';
import { createSync } from './sync.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const [general, random] = [channelId(1), channelId(2)];

/** `answer` says what the host answers to a request about a channel. */
function syncAt(answer: (name: string, channel: unknown) => unknown) {
  const store = createStore();
  const rooms = [room(1, 'general', { last_seq: 9 }), room(2, 'random', { last_seq: 9 })];
  store.apply({ type: 'ready', state: makeSafe(hostState(rooms)) });
  const asked: [string, unknown][] = [];
  const caller: Caller = {
    call: (name, params) => {
      const channel = 'channel' in params ? params.channel : null;
      asked.push([name, channel]);
      return Promise.resolve(answer(name, channel) as never);
    },
  };
  const sync = createSync(store, caller, () => true);
  // As the screen does: whatever changes, it asks for what it lacks.
  const screen = () => {
    const held = store.get().channels.get(general);
    if (held?.window.messages.length === 0) sync.load(general, 'newest');
  };
  return { store, sync, asked, screen };
}

test('a page that is refused is asked for again when the host says, and after a while when it says nothing', async () => {
  let refusal = new Refusal('rate_limited', undefined, 5000);
  const { store, asked, screen } = syncAt(() => refusal);
  store.subscribe(screen);
  screen();
  await vi.advanceTimersByTimeAsync(4999);
  expect(asked).toHaveLength(1);
  refusal = new Refusal('internal');
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1999);
  expect(asked).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toHaveLength(3);
});

test('a channel whose catch-up is refused does not hold up the others', async () => {
  const marker = { read_seq: 0, unread: 10, mentions: 0, rev: 10 };
  const changes = [message(10, { channel: random, rev: 10 })];
  const { store, sync, asked } = syncAt((_name, channel) =>
    channel === general
      ? new Refusal('internal')
      : { changes, last_rev: 10, has_more: false, gap: false, marker, channel: room(2, 'random') },
  );
  const jump = (channel: typeof general) => ({
    type: 'message.created' as const,
    message: makeSafe(message(10, { channel, rev: 10 })),
  });
  store.apply({ type: 'events', events: [jump(general), jump(random)], now: 0 });
  sync.look();
  await vi.advanceTimersByTimeAsync(1999);
  expect(asked).toEqual([
    ['channel.changes', general],
    ['channel.changes', random],
  ]);
  expect(store.get().channels.get(random)).toMatchObject({ position: 10, marker });
  await vi.advanceTimersByTimeAsync(1);
  expect(asked.at(2)).toEqual(['channel.changes', general]);
});

test('a channel that one has just joined is asked about once, after what is known of it', async () => {
  const marker = { read_seq: 4, unread: 1, mentions: 0, rev: 5 };
  const changes = [message(5, { channel: channelId(3) })];
  const missed = { changes, last_rev: 5, has_more: false, gap: false, marker, channel: room(3, 'new') };
  const { store, sync, asked } = syncAt(() => missed);
  const joined = room(3, 'new', { last_seq: 4, last_rev: 4 });
  store.apply({ type: 'events', events: [{ type: 'channel.joined', channel: makeSafe(joined) }], now: 0 });
  sync.look();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toEqual([['channel.changes', joined.id]]);
  expect(store.get().channels.get(joined.id)).toMatchObject({ position: 5, lastSeq: 5, marker });
});

test('who is in the open channel is asked again when the connection is back, and when it was refused', async () => {
  const away = { ...user(1), joined_at: '2026-11-20T09:00:00.000Z' };
  let answer: unknown = new Refusal('rate_limited', undefined, 500);
  const { store, sync, asked } = syncAt(() => answer);
  store.apply({ type: 'opened', channel: general });
  sync.loadMembers(general);
  await vi.advanceTimersByTimeAsync(499);
  answer = { members: [away], has_more: false };
  await vi.advanceTimersByTimeAsync(1);
  expect(store.get().channels.get(general)?.members).toEqual([away]);
  answer = { members: [], has_more: false };
  sync.resume();
  await vi.advanceTimersByTimeAsync(0);
  expect(store.get().channels.get(general)?.members).toEqual([]);
  store.apply({ type: 'opened', channel: random });
  sync.resume();
  expect(asked).toHaveLength(3);
});
