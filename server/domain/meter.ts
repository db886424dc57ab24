// What the parts of a node report of themselves; who counts it, and whether anybody does, is none of their business.
import type { ErrorCode } from '../../common/errors.ts';
import type { CloseCode } from '../../common/frame.ts';

/** A socket from its opening on. */
export interface ConnectionMeter {
  /** It has identified, or closes without having. Once is enough. */
  admitted(): void;
  /** `code`: why this node closed it, or else the number that the peer closed it with (RFC 6455, section 7.4). */
  closed(code: CloseCode | number): void;
}

/** What a client that came back with a position was told: nothing missed, what it missed, or that it is too far behind. */
export type ResumeOutcome = 'lossless' | 'replayed' | 'gap';

/**
 * What became of envelopes between nodes: `published` by this one, `received` from others, a `duplicate` that was dropped,
 * one that came `out_of_order`, and a loss that was noticed and `healed` from the database.
 */
export type BusIncident = 'published' | 'received' | 'duplicate' | 'out_of_order' | 'healed';

/** A committed and announced batch; times are monotonic milliseconds. */
export interface WrittenBatch {
  readonly drafts: number;
  /** Those that were new. */
  readonly stored: number;
  readonly beganAt: number;
  readonly committedAt: number;
}

/** Called on hot paths: an implementation is quick, and never throws. */
export interface Meter {
  connection(): ConnectionMeter;
  /** `request` may be anything that a client wrote; unknown names are to be counted as one. */
  answered(request: string, outcome: ErrorCode | 'ok'): void;
  /** A message.send was acknowledged so long after it arrived. */
  acknowledged(ms: number): void;
  /** Called in the turn in which the batch was announced, after that. */
  batch(batch: WrittenBatch): void;
  /** So many events went to sockets: once for each envelope, not for each socket. */
  delivered(events: number): void;
  resumed(outcome: ResumeOutcome): void;
  bus(incident: BusIncident, count?: number): void;
}

const ignored = () => {};
const uncounted: ConnectionMeter = { admitted: ignored, closed: ignored };

/** The meter of a node whose metrics nobody asked for. */
export const silentMeter: Meter = {
  connection: () => uncounted,
  answered: ignored,
  acknowledged: ignored,
  batch: ignored,
  delivered: ignored,
  resumed: ignored,
  bus: ignored,
};
