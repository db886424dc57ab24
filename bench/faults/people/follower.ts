// One channel as the protocol wants a client to keep it; what is applied goes to the journal, for the oracle.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelId } from '../../../common/ids.ts';
import type { Message } from '../../../common/model.ts';
import { Refused, type Ask } from '../../client.ts';
import type { Journal } from './journal.ts';

export interface FollowerOptions {
  readonly who: string;
  readonly channel: ChannelId;
  readonly from: number;
  /** Reaches whatever host there is at that moment, and throws where there is none. */
  readonly ask: Ask;
  readonly isLive: () => boolean;
  readonly journal: Journal;
}

const page = 100;
const retryMs = 300;

export class Follower {
  readonly #options: FollowerOptions;
  readonly #place: { readonly who: string; readonly channel: ChannelId };
  #position: number;
  #target: number;
  #healing = false;
  #forgotten = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#place = { who: options.who, channel: options.channel };
    this.#position = this.#target = options.from;
    this.#open();
  }

  get position(): number {
    return this.#position;
  }

  hear(message: Message): void {
    const { journal } = this.#options;
    const applied = this.#isNext(message.rev);
    const version = journal.versionOf(message);
    journal.add({ type: 'heard', at: journal.now(), ...this.#place, applied, ...version });
    if (applied) this.#position = message.rev;
    this.learn(message.rev);
  }

  /** A change of the channel itself. */
  note(rev: number): void {
    const { journal } = this.#options;
    if (this.#isNext(rev)) {
      this.#position = rev;
      journal.add({ type: 'noted', at: journal.now(), ...this.#place, rev });
    }
    this.learn(rev);
  }

  /** The channel has come to `rev`, somebody says. */
  learn(rev: number): void {
    this.#target = Math.max(this.#target, rev);
    if (this.#position < this.#target) this.check();
  }

  /** Asks for changes, even if nothing is known to be missing. */
  check(): void {
    if (!this.#healing) void this.#heal();
  }

  forget(): void {
    const { journal } = this.#options;
    this.#forgotten = true;
    journal.add({ type: 'forgot', at: journal.now(), ...this.#place });
  }

  #isNext(rev: number): boolean {
    return !this.#healing && rev === this.#position + 1;
  }

  #open(): void {
    const { journal } = this.#options;
    journal.add({ type: 'opened', at: journal.now(), ...this.#place, rev: this.#position });
  }

  async #heal(): Promise<void> {
    this.#healing = true;
    let again = true;
    while (again && !this.#forgotten && this.#options.isLive()) again = await this.#healOnce();
    this.#healing = false;
  }

  /** Whether there is more to ask for. */
  async #healOnce(): Promise<boolean> {
    const { ask, channel, journal } = this.#options;
    const after = this.#position;
    try {
      const answer = await ask('channel.changes', { channel, after_rev: after, limit: page });
      if (this.#forgotten) return false;
      const rev = (this.#position = answer.last_rev);
      this.#target = Math.max(this.#target, rev);
      const given = answer.changes.map((message) => journal.versionOf(message));
      if (answer.gap) this.#open();
      else if (rev > after || given.length > 0)
        journal.add({ type: 'healed', at: journal.now(), ...this.#place, after, rev, given });
      return rev < this.#target;
    } catch (error) {
      // Out of the channel, as an event will say; anything else is worth another try for as long as the line lives.
      if (error instanceof Refused && error.code === 'not_a_member') return false;
      await sleep(retryMs);
      return true;
    }
  }
}
