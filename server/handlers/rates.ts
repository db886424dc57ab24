// The budgets that requests draw on: by user once logged in, by address before.
import { Refusal } from '../../common/errors.ts';
import type { HostLimits } from '../../common/limits.ts';
import type { Rate } from '../../common/requests/row.ts';
import { createBudget, type Budget } from '../domain/budgets.ts';

export interface Rates {
  /** Spends one of `rate` for `key` (a user's id, or an address); a refusal says when to try again. */
  spend(rate: Rate, key: string): Refusal | undefined;
  readonly passwords: PasswordAttempts;
  /** Tokens that are no login, by address: looked at before the token is, noted when it was none. */
  readonly badTokens: Failures;
  readonly passCodes: CodeAttempts;
  readonly inviteCodes: CodeAttempts;
}

/** By user. Attempts at the same time count, and for who has none left even the right code is none. */
interface CodeAttempts {
  begin(user: string): Refusal | undefined;
  /** The code was one: the attempt counts for nothing. */
  succeeded(user: string): void;
}

interface PasswordAttempts {
  /** Takes one attempt, so that attempts at the same time count as well; a refusal where none is left. */
  begin(account: string, address: string): Refusal | undefined;
  /** The password was right: the attempt counts for nothing. */
  succeeded(account: string, address: string): void;
}

interface Failures {
  blocked(key: string): Refusal | undefined;
  note(key: string): void;
}

const minute = 60_000;
const hour = 60 * minute;

export function createRates(limits: HostLimits, now: () => number = () => performance.now()): Rates {
  const budgets = {
    auth: createBudget(() => limits.authAttemptsPerAddressPerMinute, minute, now),
    send: createBudget(() => limits.sendsPerUserPerMinute, minute, now),
    write: createBudget(() => limits.writesPerUserPerMinute, minute, now),
    read: createBudget(() => limits.readsPerUserPerMinute, minute, now),
    state: createBudget(() => limits.statesPerUserPerMinute, minute, now),
  } satisfies Record<Rate, unknown>;
  return {
    spend: (rate, key) => refusal(budgets[rate].spend(key)),
    passwords: passwordAttempts(limits, now),
    passCodes: codeAttempts(createBudget(() => limits.codeFailuresPerUserPerHour, hour, now)),
    badTokens: counting(createBudget(() => limits.badTokensPerAddressPerMinute, minute, now)),
    inviteCodes: codeAttempts(createBudget(() => limits.badInvitesPerUserPerHour, hour, now)),
  };
}

/** From one address few are allowed; from everywhere together many more, so that nobody locks out somebody else easily. */
function passwordAttempts(limits: HostLimits, now: () => number): PasswordAttempts {
  const near = createBudget(() => limits.authFailuresPerAccountAndAddressPerHour, hour, now);
  const all = createBudget(() => limits.authFailuresPerAccountPerHour, hour, now);
  return {
    begin: (account, address) => {
      const over = near.spend(`${account} ${address}`);
      return refusal(over ?? all.spend(account));
    },
    succeeded: (account, address) => {
      near.refund(`${account} ${address}`);
      all.refund(account);
    },
  };
}

function codeAttempts(budget: Budget): CodeAttempts {
  return { begin: (user) => refusal(budget.spend(user)), succeeded: (user) => budget.refund(user) };
}

function counting(budget: Budget): Failures {
  return { blocked: (key) => refusal(budget.wait(key)), note: (key) => void budget.spend(key) };
}

function refusal(waitMs: number | undefined): Refusal | undefined {
  if (waitMs === undefined) return undefined;
  const seconds = Math.ceil(waitMs / 1000);
  return new Refusal('rate_limited', `Too many requests; try again in ${seconds} s.`, waitMs);
}
