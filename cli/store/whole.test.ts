// The promise "whole again after any interruption", as a property: however the client came by what it knows, it is what the host has.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Event } from '../../common/events.ts';
import type { Message } from '../../common/model.ts';
import { makeSafe } from '../../common/safe-text.ts';
import { channelId, message, room, state as hostState, userId } from '../../common/test-data.ts';
import type { Change } from './change.ts';
import { reduce } from './reduce.ts';
import { emptyState, type ClientState } from './state.ts';

const here = channelId(1);

/** What happens at the host: somebody (0 is "I") sends, or changes a message that is there. */
const happening = fc.record({
  what: fc.constantFrom('send', 'send', 'edit', 'delete'),
  by: fc.nat({ max: 2 }),
  which: fc.nat({ max: 40 }),
});
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

/** One channel of a host: every version of every message, in the order of changes. */
class Log {
  readonly events: Event[] = [];

  constructor(happenings: readonly Happening[]) {
    for (const one of happenings) this.#add(one);
  }

  #add({ what, by, which }: Happening): void {
    const rev = this.events.length + 1;
    const held = this.messages();
    const old = held[which % Math.max(1, held.length)];
    if (what === 'send' || old === undefined) {
      const user = { id: userId(by), username: `user${by}` };
      this.events.push({ type: 'message.created', message: message(held.length + 1, { rev, user }) });
    } else if (what === 'edit') {
      this.events.push({ type: 'message.edited', message: { ...old, rev, content: `edit ${rev}` } });
    } else {
      this.events.push({ type: 'message.deleted', message: { ...old, rev, content: '', deleted_at: old.timestamp } });
    }
  }

  /** All messages as they were after `rev` changes. */
  messages(rev = Infinity): Message[] {
    const bySeq = new Map<number, Message>();
    for (const event of this.events.slice(0, rev)) if ('message' in event) bySeq.set(event.message.seq, event.message);
    return [...bySeq.values()];
  }

  state(rev: number): Change {
    const joined = room(1, 'general', { last_seq: this.messages(rev).length, last_rev: rev });
    return { type: 'ready', state: makeSafe(hostState([joined])) };
  }

  page(rev: number, size: number): Change {
    const all = this.messages(rev);
    const page = { messages: makeSafe(all.slice(-size)), has_before: all.length > size, has_after: false };
    return { type: 'page', channel: here, where: 'newest', page };
  }

  changes(after: number): Change {
    const changes = makeSafe(this.messages().filter((one) => one.rev > after));
    return { type: 'caught up', channel: here, changes, lastRev: this.events.length };
  }
}

const channel = (state: ClientState) => {
  const held = state.channels.get(here);
  if (held === undefined) throw new Error('no channel');
  return held;
};
const seqs = (state: ClientState) => channel(state).window.messages.map((one) => one.seq);
const isRun = (list: readonly number[]) => list.every((seq, i) => i === 0 || seq === (list[i - 1] ?? 0) + 1);

test('a start, any events that arrive and a catch-up are the same as a later start, and there is never a hole', () => {
  fc.assert(
    fc.property(
      fc.array(happening, { maxLength: 40 }),
      fc.nat({ max: 40 }),
      fc.uniqueArray(fc.nat({ max: 39 })),
      fc.record({ asked: fc.nat({ max: 20 }), read: fc.nat({ max: 5 }), came: fc.nat({ max: 5 }), size: fc.nat(12) }),
      (happenings, start, lost, page) => {
        const log = new Log(happenings);
        const last = log.events.length;
        let state = reduce(emptyState, log.state(Math.min(start, last)));
        const apply = (change: Change) => {
          state = reduce(state, change);
          expect(isRun(seqs(state))).toBe(true);
        };
        const asked = start + page.asked;
        const read = asked + page.read;
        for (const [i, event] of [...log.events, null, null].entries()) {
          if (i === asked) apply({ type: 'page asked', channel: here, where: 'newest' });
          if (i === read + page.came && read <= last) apply(log.page(read, page.size + 1));
          if (event === null || lost.includes(i)) continue;
          apply({ type: 'events', events: makeSafe([event, event]), now: 0 });
        }
        while (channel(state).heard > channel(state).position) apply(log.changes(channel(state).position));
        // What was lost at the very end is learnt from the next event, or the next start.
        apply(log.changes(channel(state).position));
        expect(channel(state)).toMatchObject({ position: last, heard: last });
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
