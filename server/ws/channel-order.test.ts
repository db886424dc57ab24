// The order of changes, whatever a bus does to them: as a property, with a database that knows everything.
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Event } from '../../common/events.ts';
import type { MessageId } from '../../common/ids.ts';
import { channelId, message, room } from '../../common/test-data.ts';
import { createChannelOrder, healedAtOnce, type ChannelOrder } from './channel-order.ts';
import type { OrderMeter } from './place.ts';

const here = channelId(1);
const waitMs = 50;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A channel in the database: every third change is one of its topic, the others are messages. */
function host() {
  let last = 0;
  const { last_seq: _, last_rev: __, marker: ___, peer: ____, permissions: _____, ...channel } = room(1, 'general');
  const isTopic = (rev: number) => rev % 3 === 0;
  const event = (rev: number): Event =>
    isTopic(rev)
      ? { type: 'channel.updated', channel: { ...channel, topic: `topic ${rev}` }, rev }
      : { type: 'message.created', message: message(rev, { channel: here, rev }) };
  let questions = 0;
  return {
    event,
    commit: () => event((last += 1)),
    get last() {
      return last;
    },
    get questions() {
      return questions;
    },
    lastRevs: async () => new Map([[here, last]]),
    missedAfter: async (_channel: unknown, after: number) => {
      questions += 1;
      const until = Math.min(last, after + healedAtOnce);
      const revs = Array.from({ length: until - after }, (_unused, i) => after + i + 1);
      const changes = revs.filter((rev) => !isTopic(rev)).map((rev) => message(rev, { channel: here, rev }));
      const topic = `topic ${Math.floor(until / 3) * 3}`;
      const latest = { type: 'channel.updated', channel: { ...channel, topic } } as const;
      return { changes, pins: new Set<MessageId>(), latest, rev: until, last_rev: last };
    },
  };
}

function follow(source: ReturnType<typeof host>) {
  const passed: Event[] = [];
  const seen = { published: 0, received: 0, duplicate: 0, out_of_order: 0, healed: 0 };
  const meter: OrderMeter = {
    bus: (incident, count = 1) => {
      seen[incident] += count;
    },
  };
  const order = createChannelOrder({
    lastRevs: source.lastRevs,
    missedAfter: source.missedAfter,
    pass: (_channel, events) => passed.push(...events),
    onError: (error) => {
      throw error;
    },
    waitMs,
    meter,
  });
  return { order, passed, seen };
}

const begin = async (order: ChannelOrder) => {
  order.follow(here);
  await order.begin([here]);
};
const revOf = (event: Event) =>
  'message' in event ? event.message.rev : event.type === 'channel.updated' ? event.rev : 0;
const upTo = (count: number, from = 1) => Array.from({ length: count - from + 1 }, (_, i) => from + i);

test('what comes in order passes at once, and nothing is asked', async () => {
  const source = host();
  const { order, passed, seen } = follow(source);
  await begin(order);
  for (let i = 0; i < 5; i++) order.take(here, [source.commit()]);
  expect(passed).toEqual(upTo(5).map(source.event));
  expect([source.questions, Object.values(seen)]).toEqual([0, [0, 0, 0, 0, 0]]);
});

test('two changes that overtake each other pass in their order, without a question', async () => {
  const source = host();
  const { order, passed, seen } = follow(source);
  await begin(order);
  const [first, second] = [source.commit(), source.commit()];
  order.take(here, [second]);
  expect(passed).toEqual([]);
  await vi.advanceTimersByTimeAsync(waitMs - 1);
  order.take(here, [first]);
  await vi.advanceTimersByTimeAsync(waitMs);
  expect(passed).toEqual([first, second]);
  expect([source.questions, seen.out_of_order]).toEqual([0, 1]);
});

test('a change that comes twice passes once, early or late, and is counted', async () => {
  const source = host();
  const { order, passed, seen } = follow(source);
  await begin(order);
  const [first, second] = [source.commit(), source.commit()];
  for (const event of [second, second, first, first]) order.take(here, [event]);
  expect(passed).toEqual([first, second]);
  expect(seen.duplicate).toBe(2);
});

test('a change that does not come is read from the database after the wait, once, with what came after it', async () => {
  const source = host();
  const { order, passed, seen } = follow(source);
  await begin(order);
  source.commit();
  for (let i = 0; i < 3; i++) order.take(here, [source.commit()]);
  await vi.advanceTimersByTimeAsync(waitMs);
  expect(passed.map(revOf)).toContain(1);
  expect(passed.at(-1)).toMatchObject({ message: { rev: 4 } });
  expect([source.questions, seen.healed]).toEqual([1, 4]);
});

test('a loss that nothing follows is found by the check', async () => {
  const source = host();
  const { order, passed } = follow(source);
  await begin(order);
  source.commit();
  await vi.advanceTimersByTimeAsync(10 * waitMs);
  expect(passed).toEqual([]);
  await order.check();
  await vi.advanceTimersByTimeAsync(waitMs);
  expect(passed).toEqual([source.event(1)]);
});

test('a change of the topic that was lost at the end comes with the channel as it is', async () => {
  const source = host();
  const { order, passed } = follow(source);
  await begin(order);
  for (let i = 0; i < 2; i++) order.take(here, [source.commit()]);
  source.commit();
  await order.check();
  await vi.advanceTimersByTimeAsync(waitMs);
  expect(passed.at(-1)).toEqual(source.event(3));
});

test('what comes while the place is not known yet passes when it is, but for what everybody has', async () => {
  const source = host();
  const { order, passed } = follow(source);
  const known = source.commit();
  order.follow(here);
  const beginning = order.begin([here]);
  const next = source.event(2);
  order.take(here, [known, next]);
  await beginning;
  expect(passed).toEqual([next]);
});

test('a place that nobody found out is found by the check', async () => {
  const source = host();
  const { order, passed } = follow(source);
  order.follow(here);
  source.commit();
  await order.check();
  const next = source.commit();
  order.take(here, [next]);
  expect(passed).toEqual([next]);
});

test('what is heard while the database is asked is not forgotten with what was missing', async () => {
  const source = host();
  const asked = Promise.withResolvers<void>();
  const { order, passed } = follow({
    ...source,
    missedAfter: async (channel, after) => {
      const missed = await source.missedAfter(channel, after);
      await asked.promise;
      return missed;
    },
  });
  await begin(order);
  source.commit();
  order.take(here, [source.commit()]);
  await vi.advanceTimersByTimeAsync(waitMs);
  source.commit();
  order.take(here, [source.commit()]);
  asked.resolve();
  await vi.advanceTimersByTimeAsync(2 * waitMs);
  expect(passed.map(revOf)).toEqual([1, 2, 4]);
});

test('so many are healed one by one; beyond it only the newest pass, and the jump tells the clients', async () => {
  for (const [lost, first] of [
    [healedAtOnce, 1],
    [healedAtOnce + 1, 2],
  ] as const) {
    const source = host();
    const { order, passed } = follow(source);
    await begin(order);
    for (let i = 0; i < lost; i++) source.commit();
    await order.check();
    await vi.advanceTimersByTimeAsync(waitMs);
    expect(passed.map(revOf).at(0)).toBe(first);
    expect(passed.map(revOf).at(-1)).toBe(lost);
  }
});

test('a channel that is not followed any more passes nothing, and asks nothing', async () => {
  const source = host();
  const { order, passed } = follow(source);
  await begin(order);
  source.commit();
  order.take(here, [source.commit()]);
  order.unfollow(here);
  await vi.advanceTimersByTimeAsync(waitMs);
  order.take(here, [source.commit()]);
  expect([passed, source.questions]).toEqual([[], 0]);
});

/** What becomes of a change on the bus: lost, doubled, or late by some others. */
const fate = fc.record({ lost: fc.integer({ min: 0, max: 3 }), twice: fc.boolean(), lateBy: fc.nat({ max: 4 }) });

test('whatever a bus loses, doubles and delays, changes pass in order, each at most once, and to the last', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { maxLength: 40 }), fc.array(fc.nat({ max: 60 })), async (fates, waits) => {
      const source = host();
      const { order, passed } = follow(source);
      await begin(order);
      const due: { readonly at: number; readonly event: Event }[] = [];
      for (const [i, { lost, twice, lateBy }] of fates.entries()) {
        const event = source.commit();
        if (lost > 0) due.push({ at: i + lateBy, event });
        if (twice) due.push({ at: i + lateBy + 2, event });
        for (const { event: now } of due.filter(({ at }) => at === i)) order.take(here, [now]);
        await vi.advanceTimersByTimeAsync(waits[i] ?? 0);
      }
      await order.check();
      await vi.advanceTimersByTimeAsync(waitMs);
      const revs = passed.map(revOf);
      expect(revs).toEqual([...new Set(revs)].toSorted((a, b) => a - b));
      expect(revs.at(-1) ?? 0).toBe(source.last);
      const messages = upTo(source.last).filter((rev) => rev % 3 !== 0);
      expect(revs.filter((rev) => rev % 3 !== 0)).toEqual(messages);
    }),
    { numRuns: 200 },
  );
});
