// The exit codes of one-shot commands; scripts depend on them.
import { errorTable, Refusal } from '../../common/errors.ts';
import type { Failure, Loss } from '../net/caller.ts';

export const exitCodes = {
  ok: 0,
  other: 1,
  usage: 2,
  unknown: 3,
  notLoggedIn: 4,
  noTarget: 5,
  unreachable: 6,
  rateLimited: 7,
  interrupted: 130,
} as const;

export const exitMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  ok: 'done; a sent message is stored',
  other: 'something else went wrong',
  usage: 'the command was not used rightly, or the host refused what was given',
  unknown:
    'no answer in time after the request had left, so whether it was done is unknown; `send` prints the id, and the same id makes trying again safe',
  notLoggedIn: 'not logged in, or the account is suspended',
  noTarget: 'no such channel or user, or not allowed',
  unreachable: 'the host could not be reached, so nothing has happened; trying again is safe',
  rateLimited: 'too many requests; the message says when to try again',
  interrupted: 'interrupted with Ctrl+C',
};

const codeOfLoss = {
  unreachable: exitCodes.unreachable,
  unknown: exitCodes.unknown,
  garbled: exitCodes.other,
  interrupted: exitCodes.interrupted,
} as const satisfies Record<Loss, number>;

export function exitCodeOf(failure: Failure): number {
  return failure instanceof Refusal ? errorTable[failure.code].exit : codeOfLoss[failure.loss];
}
