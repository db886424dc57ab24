// The promise "whole again after any interruption", as a property: however the client came by what it knows, it is what the host has.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Event } from '../../common/events.ts';
import type { Message, ReadMarker } from '../../common/model.ts';
import { makeSafe } from '../../common/safe-text.ts';
import { channelId, message, room, state as hostState, userId } from '../../common/test-data.ts';
import type { Change } from './change.ts';
import { reduce } from './reduce.ts';
import { emptyState, freshChannel, type ClientState } from './state.ts';

const here = channelId(1);

const me = userId(0);

/** What happens at the host: somebody (0 is "I") sends, changes a message that is there, or I read on another device. */
const happening = fc.record({
  what: fc.constantFrom('send', 'send', 'send', 'edit', 'delete', 'read'),
  by: fc.nat({ max: 2 }),
  which: fc.nat({ max: 40 }),
  namesMe: fc.boolean(),
});
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

/** One channel of a host: all that it tells, in its order, and what it would answer after any part of that. */
class Log {
  readonly events: Event[] = [];
  /** How far I had read after each event. */
  readonly #read: number[] = [];

  constructor(happenings: readonly Happening[]) {
    for (const one of happenings) this.#add(one);
  }

  #add({ what, by, which, namesMe }: Happening): void {
    const held = this.messages();
    const rev = this.#revAt() + 1;
    const old = held[which % Math.max(1, held.length)];
    if (what === 'read') return this.#tellMarker(which % (held.length + 1));
    const mentions = (author: string) => (namesMe && author !== me ? [me] : []);
    if (what === 'send') {
      const user = { id: userId(by), username: `user${by}` };
      const fresh = message(held.length + 1, { rev, user, mentions: mentions(user.id) });
      return this.#tell({ type: 'message.created', message: fresh });
    }
    if (old === undefined || old.deleted_at !== null) return;
    const edited = { ...old, rev, content: `edit ${rev}`, mentions: mentions(old.user.id) };
    const gone = { ...old, rev, content: '', deleted_at: old.timestamp, mentions: [] };
    if (what === 'edit') this.#tell({ type: 'message.edited', message: edited });
    else this.#tell({ type: 'message.deleted', message: gone });
    if ([...old.mentions, ...(what === 'edit' ? edited.mentions : [])].includes(me)) this.#tellMarker(0);
  }

  #tell(event: Event): void {
    this.#read.push(this.#read.at(-1) ?? 0);
    this.events.push(event);
  }

  #tellMarker(seq: number): void {
    const marker = { ...this.marker(Infinity, seq) };
    this.#read.push(marker.read_seq);
    this.events.push({ type: 'marker.updated', channel: here, marker });
  }

  /** All messages as they were after the first `count` events. */
  messages(count = Infinity): Message[] {
    const bySeq = new Map<number, Message>();
    for (const event of this.events.slice(0, count)) {
      if ('message' in event) bySeq.set(event.message.seq, event.message);
    }
    return [...bySeq.values()];
  }

  marker(count = Infinity, seq = 0): ReadMarker {
    const readSeq = Math.max(this.#read.slice(0, count).at(-1) ?? 0, seq);
    const after = this.messages(count).filter((one) => one.seq > readSeq && one.user.id !== me);
    const unread = after.filter((one) => one.deleted_at === null).length;
    const mentions = after.filter((one) => one.mentions.includes(me)).length;
    return { read_seq: readSeq, unread, mentions, rev: this.#revAt(count) };
  }

  #revAt(count = Infinity): number {
    return this.events.slice(0, count).filter((event) => 'message' in event).length;
  }

  state(count: number): Change {
    const counters = { last_seq: this.messages(count).length, last_rev: this.#revAt(count) };
    return {
      type: 'ready',
      state: makeSafe(hostState([room(1, 'general', { ...counters, marker: this.marker(count) })])),
    };
  }

  page(count: number, size: number): Change {
    const all = this.messages(count);
    const page = { messages: makeSafe(all.slice(-size)), has_before: all.length > size, has_after: false };
    return { type: 'page', channel: here, where: 'newest', page };
  }

  changes(after: number): Change {
    const changes = makeSafe(this.messages().filter((one) => one.rev > after));
    const { info } = freshChannel(makeSafe(room(1, 'general')));
    return { type: 'caught up', channel: here, changes, lastRev: this.#revAt(), marker: this.marker(), info };
  }

  get lastRev(): number {
    return this.#revAt();
  }
}

const channel = (state: ClientState) => {
  const held = state.channels.get(here);
  if (held === undefined) throw new Error('no channel');
  return held;
};
const seqs = (state: ClientState) => channel(state).window.messages.map((one) => one.seq);
const isRun = (list: readonly number[]) => list.every((seq, i) => i === 0 || seq === (list[i - 1] ?? 0) + 1);
const counts = ({ read_seq, unread, mentions }: ReadMarker) => ({ read_seq, unread, mentions });

/** What arrives after event `i` of the host: markers and messages go different ways, so one may overtake the other. */
function arriving(log: Log, i: number, lost: readonly number[], late: readonly number[]): Event[] {
  const all = [...(late.includes(i) ? [] : [i]), ...(late.includes(i - 1) ? [i - 1] : [])];
  return all.flatMap((at) => (lost.includes(at) ? [] : (log.events[at] ?? [])));
}

test('a start, any events that arrive and a catch-up are the same as a later start, and there is never a hole', () => {
  fc.assert(
    fc.property(
      fc.array(happening, { maxLength: 40 }),
      fc.nat({ max: 40 }),
      fc.oneof(fc.constant([]), fc.uniqueArray(fc.nat({ max: 60 }))),
      fc.uniqueArray(fc.nat({ max: 60 })),
      fc.record({ asked: fc.nat({ max: 20 }), read: fc.nat({ max: 5 }), came: fc.nat({ max: 5 }), size: fc.nat(12) }),
      (happenings, from, lost, late, page) => {
        const log = new Log(happenings);
        const last = log.events.length;
        const start = Math.min(from, last);
        let state = reduce(emptyState, log.state(start));
        const apply = (change: Change) => {
          state = reduce(state, change);
          expect(isRun(seqs(state))).toBe(true);
        };
        const asked = start + page.asked;
        const read = asked + page.read;
        for (let i = 0; i < last + 2; i++) {
          if (i === asked) apply({ type: 'page asked', channel: here, where: 'newest' });
          if (i === read + page.came && read <= last) apply(log.page(read, page.size + 1));
          const events = arriving(log, i, lost, late);
          apply({ type: 'events', events: makeSafe(events.flatMap((event) => [event, event])), now: 0 });
        }
        // As the client does while it is behind or unsure.
        const asks = () => channel(state).heard > channel(state).position || channel(state).isUnsure;
        while (asks()) apply(log.changes(channel(state).position));
        expect(lost.length > 0 || counts(channel(state).marker)).toEqual(lost.length > 0 || counts(log.marker()));
        // What was lost at the very end is learnt from the next event, or the next start.
        apply(log.changes(channel(state).position));
        expect(channel(state)).toMatchObject({ position: log.lastRev, heard: log.lastRev });
        expect(counts(channel(state).marker)).toEqual(counts(log.marker()));
        const { messages, hasBefore, hasAfter } = channel(state).window;
        const truth = makeSafe(log.messages());
        const first = messages[0]?.seq ?? truth.length + 1;
        expect(messages).toEqual(truth.slice(first - 1, hasAfter ? first - 1 + messages.length : undefined));
        expect(hasBefore || hasAfter || first === 1).toBe(true);
        apply({ type: 'page asked', channel: here, where: 'newest' });
        apply(log.page(last, 100));
        expect(channel(state).window).toMatchObject({ messages: truth, hasBefore: false, hasAfter: false });
      },
    ),
    { numRuns: 500 },
  );
});
