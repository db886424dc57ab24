import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeSafe } from '../../../common/safe-text.ts';
import { channelId, room, state as hostState } from '../../../common/test-data.ts';
import { Refusal } from '../../../common/errors.ts';
import type { Caller } from '../../net/caller.ts';
import { createStore } from '../../store/store.ts';
import { createMarker } from './marker.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const [general, random] = [channelId(1), channelId(2)];

function markerAt() {
  const store = createStore();
  const rooms = [room(1, 'general', { last_seq: 100 }), room(2, 'random', { last_seq: 100 })];
  store.apply({ type: 'ready', state: makeSafe(hostState(rooms)) });
  const told: unknown[] = [];
  const link = { live: true };
  const caller: Caller = {
    call: (_name, params) => {
      told.push(params);
      return Promise.resolve(new Refusal('internal'));
    },
  };
  return { told, link, marker: createMarker(store, caller, () => link.live) };
}

test('what was read in a channel that one has left already is told too', () => {
  const { told, marker } = markerAt();
  marker.read(general, 5);
  marker.read(random, 7);
  vi.advanceTimersByTime(300);
  expect(told).toEqual([
    { channel: general, seq: 5 },
    { channel: random, seq: 7 },
  ]);
});

test('in a channel where something comes all the time it is told every so often, the newest only', () => {
  const { told, marker } = markerAt();
  for (let seq = 1; seq <= 100; seq++) {
    marker.read(general, seq);
    vi.advanceTimersByTime(10);
  }
  expect(told).toEqual([30, 60, 90].map((seq) => ({ channel: general, seq })));
});

test('leaving tells what is left, and coming back what was read before the connection was lost', () => {
  const { told, link, marker } = markerAt();
  marker.read(general, 5);
  link.live = false;
  vi.advanceTimersByTime(300);
  expect(told).toEqual([]);
  link.live = true;
  marker.resume();
  marker.read(general, 6);
  marker.close();
  expect(told).toEqual([
    { channel: general, seq: 5 },
    { channel: general, seq: 6 },
  ]);
});
