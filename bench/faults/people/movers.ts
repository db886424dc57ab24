// People who join and leave a room, and people whose login is revoked: after the answer they must hear nothing more.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelId, TokenId } from '../../../common/ids.ts';
import type { Random } from '../../crash/random.ts';
import type { Try } from './doors.ts';
import type { Journal } from './journal.ts';

export interface MoverOptions {
  readonly who: string;
  readonly channel: ChannelId;
  readonly ask: Try;
  readonly journal: Journal;
  readonly isOver: () => boolean;
}

const retryMs = 300;

export interface Mover {
  /** Joins or leaves, until the host has answered. */
  move(to: 'in' | 'out'): Promise<void>;
  /** Whether a leave without an answer may still take effect. */
  readonly isUnsure: boolean;
}

/** As the oracle has it, and the longest time besides that a run holds a node. */
const ghostMs = 60_000;

export function createMover({ who, channel, ask, journal, isOver }: MoverOptions): Mover {
  let unsureUntil = 0;

  const moveOnce = async (to: 'in' | 'out'): Promise<'answered' | 'unknown'> => {
    const asked = { who, channel, attempt: journal.nextAttempt() };
    journal.add({ type: to === 'in' ? 'joining' : 'leaving', at: journal.now(), ...asked });
    const outcome = to === 'in' ? await ask('channel.join', { channel }) : await ask('channel.leave', { channel });
    if (outcome.type === 'unknown') return 'unknown';
    if (outcome.type === 'refused' && (to === 'in' || journal.now() > unsureUntil))
      journal.add({ type: 'refused', at: journal.now(), who, what: `${to}: ${outcome.error.message}` });
    journal.add({ type: to === 'in' ? 'joined' : 'left', at: journal.now(), ...asked });
    return 'answered';
  };

  return {
    move: async (to) => {
      while (!isOver() && (await moveOnce(to)) === 'unknown') {
        if (to === 'out') unsureUntil = journal.now() + ghostMs;
        await sleep(retryMs);
      }
    },
    get isUnsure() {
      return journal.now() < unsureUntil;
    },
  };
}

export interface Pass {
  readonly id: TokenId;
  readonly token: string;
}

export async function makeToken(ask: Try, name: string): Promise<Pass | undefined> {
  const outcome = await ask('token.create', { name });
  return outcome.type === 'answered' ? outcome.result : undefined;
}

export interface RevokeOptions {
  readonly who: string;
  readonly pass: Pass;
  /** The login that revokes, and the one that is revoked, which may log itself out. */
  readonly ask: Try;
  readonly askItself: Try;
  readonly journal: Journal;
  readonly random: Random;
  readonly isOver: () => boolean;
}

export async function revoke({ who, pass, ask, askItself, journal, random, isOver }: RevokeOptions): Promise<void> {
  const itself = random.between(0, 1) === 0;
  while (!isOver()) {
    const attempt = journal.nextAttempt();
    journal.add({ type: 'revoking', at: journal.now(), who, attempt });
    const outcome = itself ? await askItself('auth.logout', {}) : await ask('token.revoke', { id: pass.id });
    // `not_found` and `not_logged_in` answer an earlier try whose answer got lost.
    if (outcome.type !== 'unknown') return journal.add({ type: 'revoked', at: journal.now(), who, attempt });
    await sleep(retryMs);
  }
  return undefined;
}
