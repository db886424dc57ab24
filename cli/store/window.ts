// The part of a channel's messages that is held: a run without holes in the order of `seq`, bounded at both ends.
import type { SafeMessage } from '../../common/safe-message.ts';

export interface MessageWindow {
  readonly messages: readonly SafeMessage[];
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  /** A page of this direction is on its way. */
  readonly loading: 'newest' | 'before' | 'after' | null;
}

export interface Page {
  readonly messages: readonly SafeMessage[];
  readonly has_before: boolean;
  readonly has_after: boolean;
}

export const heldMaxOpen = 2000;
export const heldMaxOther = 200;

export function emptyWindow(lastSeq: number): MessageWindow {
  return { messages: [], hasBefore: lastSeq > 0, hasAfter: false, loading: null };
}

/** Nothing is held and nobody knows what is newest: only a page is a beginning. */
export const unknownWindow: MessageWindow = { messages: [], hasBefore: true, hasAfter: true, loading: null };

/**
 * Applies messages as they are now, from events or from a finished catch-up: held ones are replaced when the change is
 * later, new ones join at the end if the window reaches the newest; the others are history and come by pages.
 * `incoming` is in the order of `seq`. `newestSeq` is the channel's newest before it: an empty window begins behind that.
 */
export function applyMessages(
  window: MessageWindow,
  incoming: readonly SafeMessage[],
  newestSeq: number,
): MessageWindow {
  const lastSeq = window.messages.at(-1)?.seq ?? newestSeq;
  const firstSeq = window.messages[0]?.seq ?? Infinity;
  const later = window.hasAfter ? [] : incoming.filter((message) => message.seq > lastSeq);
  const next = later.filter((message, i) => message.seq === lastSeq + 1 + i);
  const known = incoming.filter((message) => message.seq >= firstSeq && message.seq <= lastSeq);
  const held = known.length === 0 ? window.messages : union(window.messages, known);
  // What is not the next one is not drawn behind a hole: it comes with a page.
  const hasAfter = window.hasAfter || next.length < later.length;
  if (next.length === 0 && held === window.messages && hasAfter === window.hasAfter) return window;
  return { ...window, messages: next.length === 0 ? held : [...held, ...next], hasAfter };
}

/** A page of history joins the window where it touches it, and replaces it where it does not. */
export function mergePage(window: MessageWindow, page: Page, where: 'newest' | 'before' | 'after'): MessageWindow {
  const [first, last] = [window.messages[0], window.messages.at(-1)];
  const settled: MessageWindow = { ...window, loading: null };
  if (first === undefined || last === undefined || !touches(page, first.seq, last.seq)) {
    if (where !== 'newest' && page.messages.length === 0) {
      return where === 'before' ? { ...settled, hasBefore: false } : { ...settled, hasAfter: false };
    }
    if (where === 'newest' || first === undefined) return replaced(page);
    return settled;
  }
  const pageFirstSeq = page.messages[0]?.seq ?? Infinity;
  const pageLastSeq = page.messages.at(-1)?.seq ?? 0;
  return {
    messages: union(window.messages, page.messages),
    hasBefore: pageFirstSeq <= first.seq ? page.has_before : window.hasBefore,
    hasAfter: pageLastSeq >= last.seq ? page.has_after : window.hasAfter,
    loading: null,
  };
}

/** Keeps at most `max` messages: those around `anchor`, or the newest when it is null. */
export function trimWindow(window: MessageWindow, max: number, anchor: number | null): MessageWindow {
  const extra = window.messages.length - max;
  if (extra <= 0) return window;
  const at = anchor === null ? -1 : window.messages.findIndex((message) => message.seq >= anchor);
  const newerIsFar = at !== -1 && at < window.messages.length / 2;
  return newerIsFar
    ? { ...window, messages: window.messages.slice(0, max), hasAfter: true }
    : { ...window, messages: window.messages.slice(extra), hasBefore: true };
}

/** Both lists in the order of `seq`; of two versions of a message the one with the later change. */
function union(held: readonly SafeMessage[], incoming: readonly SafeMessage[]): readonly SafeMessage[] {
  const bySeq = new Map(held.map((message) => [message.seq, message]));
  const size = bySeq.size;
  let changed = false;
  for (const message of incoming) {
    if ((bySeq.get(message.seq)?.rev ?? 0) >= message.rev) continue;
    bySeq.set(message.seq, message);
    changed = true;
  }
  if (!changed) return held;
  const messages = [...bySeq.values()];
  return size === bySeq.size ? messages : messages.toSorted((a, b) => a.seq - b.seq);
}

function touches(page: Page, firstSeq: number, lastSeq: number): boolean {
  const [first, last] = [page.messages[0], page.messages.at(-1)];
  if (first === undefined || last === undefined) return false;
  return last.seq >= firstSeq - 1 && first.seq <= lastSeq + 1;
}

function replaced(page: Page): MessageWindow {
  return { messages: page.messages, hasBefore: page.has_before, hasAfter: page.has_after, loading: null };
}
