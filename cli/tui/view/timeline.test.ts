import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { openChannel } from '../../store/select.ts';
import { messageId, userId } from '../../../common/test-data.ts';
import { messageLayouts, plainLook } from '../../look/look.ts';
import { by, chatState, created, events, here, paint, play } from '../test-frames.ts';
import { itemsOf, revealing, scrolled, topAnchor, visibleRows, type Timeline } from './timeline.ts';
import type { Anchor } from '../../store/state.ts';

const lengths = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 40 });

/** The last `pending` of the sizes are those of messages on their way. */
function timeline(sizes: readonly number[], width: number, height: number, pending = 0): Timeline {
  const words = sizes.map((size, i) => `${i + 1}: ${'word '.repeat(size / 5)}`);
  const sent = words.slice(0, words.length - pending).map((text, i) => by(1 + (i % 3), i + 1, text));
  const rows = words.slice(sent.length).map((content, i) => ({
    id: messageId(1000 + i),
    channel: here,
    user: userId(0),
    content,
    createdAt: Date.UTC(2026, 10, 20, 9, 1),
    state: 'waiting' as const,
    reason: null,
  }));
  return of(play(chatState(sent), { type: 'outbox', rows }), width, height);
}

function of(state: ReturnType<typeof chatState>, width: number, height: number): Timeline {
  const channel = openChannel(state);
  if (channel === null) throw new Error('no channel');
  // Every layout has its share of the widths.
  const look = { ...plainLook, layout: messageLayouts[width % messageLayouts.length] ?? 'cosy' };
  return {
    items: itemsOf(state, channel),
    channel,
    width,
    height,
    selected: null,
    me: null,
    paint,
    look,
    users: state.users,
  };
}

const seen = (view: Timeline, anchor: Anchor | null) => visibleRows(view, anchor).map((row) => row.ansi);

test('scrolling goes row by row through the same conversation, and never past its ends', () => {
  fc.assert(
    fc.property(
      lengths,
      fc.integer({ min: 3, max: 30 }),
      fc.array(fc.integer({ min: -25, max: 25 })),
      fc.nat({ max: 5 }),
      (sizes, height, steps, pending) => {
        const view = timeline(sizes, 40, height, Math.min(pending, sizes.length));
        const whole = seen({ ...view, height: 100_000 }, null);
        let anchor: Anchor | null = null;
        let bottom = whole.length;
        for (const step of steps) {
          anchor = scrolled(view, anchor, step);
          bottom = Math.max(Math.min(height, whole.length), Math.min(whole.length, bottom + step));
          expect(seen(view, anchor)).toEqual(whole.slice(Math.max(0, bottom - height), bottom));
        }
        expect(seen(view, topAnchor(view))).toEqual(whole.slice(0, height));
      },
    ),
  );
});

test('what comes, and another width, leave the message at the bottom where it was', () => {
  fc.assert(
    fc.property(lengths, fc.integer({ min: 20, max: 90 }), (sizes, width) => {
      const state = chatState(sizes.map((size, i) => by(1, i + 1, `${i + 1}: ${'word '.repeat(size / 5)}`)));
      const view = of(state, 40, 10);
      const anchor = scrolled(view, null, -12);
      if (anchor === null) return;
      const later = of(play(state, events(created(by(2, sizes.length + 1, 'new')))), 40, 10);
      expect(seen(later, anchor)).toEqual(seen(view, anchor));
      const other = of(state, width, 10);
      const last = visibleRows(other, { ...anchor, hidden: 0 }).at(-1)?.ansi;
      expect(last).toBe(visibleRows({ ...other, items: other.items.slice(0, anchor.seq) }, null).at(-1)?.ansi);
    }),
  );
});

test('a chosen message is brought into sight whole, and nothing moves when it is', () => {
  fc.assert(
    fc.property(lengths, fc.nat({ max: 39 }), fc.integer({ min: 25, max: 40 }), (sizes, at, height) => {
      const view = timeline(sizes, 60, height);
      const item = view.items[at % sizes.length];
      if (item?.type !== 'message') return;
      const anchor = revealing(view, null, item.message.id);
      expect(seen(view, anchor).join('\n')).toContain(`${item.message.seq}: `);
      expect(revealing(view, anchor, item.message.id)).toEqual(anchor);
    }),
  );
});
