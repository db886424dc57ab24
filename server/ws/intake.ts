// What a socket may ask of the node: so many unanswered requests, and so many frames a second. Beyond either its reading
// pauses, so that one client can neither pile up work nor keep the node busy with frames.
import type { WebSocket } from 'ws';
import type { HostLimits } from '../../common/limits.ts';

type IntakeLimits = Pick<HostLimits, 'requestsInFlightPerSocket' | 'framesPerSocketPerSecond'>;

/** So many seconds' worth of frames may come at once: a client that starts asks for much in a moment. */
const burstSeconds = 5;

/** A class, because a node has as many as it has connections: its functions exist once. */
export class Intake {
  readonly #ws: WebSocket;
  readonly #limits: IntakeLimits;
  #pieces = 0;
  /** When all frames so far are paid off, at so many a second, in monotonic milliseconds. */
  #paidAt = 0;
  #rest: NodeJS.Timeout | undefined;
  #whenDone: (() => void) | undefined;

  constructor(ws: WebSocket, limits: IntakeLimits) {
    this.#ws = ws;
    this.#limits = limits;
  }

  /** Counts a frame. */
  frame(): void {
    const now = performance.now();
    this.#paidAt = Math.max(now, this.#paidAt) + 1000 / this.#limits.framesPerSocketPerSecond;
    // What was read in one piece is counted to its end: the rest is as long as it takes to pay off what is beyond the burst.
    const beyondMs = this.#paidAt - now - burstSeconds * 1000;
    if (beyondMs > 0) this.#restFor(beyondMs + 1);
  }

  /** Takes on a piece of work, which must not fail. */
  add(work: Promise<void>): void {
    this.#pieces += 1;
    this.#look();
    void this.#settle(work);
  }

  /** Resolves when everything taken on is done. */
  async done(): Promise<void> {
    if (this.#pieces > 0) await new Promise<void>((resolve) => (this.#whenDone = resolve));
  }

  close(): void {
    clearTimeout(this.#rest);
  }

  async #settle(work: Promise<void>): Promise<void> {
    await work;
    this.#pieces -= 1;
    this.#look();
    if (this.#pieces === 0) this.#whenDone?.();
  }

  #restFor(ms: number): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
      this.#look();
    }, ms);
    this.#look();
  }

  #look(): void {
    const ws = this.#ws;
    const pause = this.#rest !== undefined || this.#pieces >= this.#limits.requestsInFlightPerSocket;
    if (pause === ws.isPaused || ws.readyState !== ws.OPEN) return;
    if (pause) ws.pause();
    else ws.resume();
  }
}
