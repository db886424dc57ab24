// The closed list of refusals: what each means, its HTTP status, and the exit code of a one-shot command that meets it.

/**
 * `status` is HTTP (RFC 9110); `exit` is section "Exit codes" of docs/commands.md; `again`: it is about the moment, so the
 * same request may do better later; `meaning` is what a person reads first.
 */
export const errorTable = {
  bad_request: { status: 400, exit: 2, again: false, meaning: 'The request is not valid.' },
  unknown_request: { status: 404, exit: 1, again: false, meaning: 'This host does not know that request.' },
  not_logged_in: { status: 401, exit: 4, again: false, meaning: 'You are not logged in.' },
  wrong_credentials: { status: 401, exit: 4, again: false, meaning: 'The user name or the password is wrong.' },
  suspended: { status: 403, exit: 4, again: false, meaning: 'Your account is suspended.' },
  forbidden: { status: 403, exit: 5, again: false, meaning: 'You are not allowed to do that.' },
  not_a_member: { status: 403, exit: 5, again: false, meaning: 'You are not in that channel.' },
  not_found: { status: 404, exit: 5, again: false, meaning: 'There is no such thing, or you may not see it.' },
  name_taken: { status: 409, exit: 1, again: false, meaning: 'That name is taken.' },
  conflict: { status: 409, exit: 1, again: false, meaning: 'That contradicts what is stored.' },
  limit_reached: { status: 409, exit: 1, again: false, meaning: 'You have as many as this host allows.' },
  too_large: { status: 413, exit: 2, again: false, meaning: 'That is too large.' },
  rate_limited: { status: 429, exit: 7, again: true, meaning: 'Too many requests; wait a moment.' },
  internal: { status: 500, exit: 1, again: true, meaning: 'Something went wrong on the host.' },
  unavailable: { status: 503, exit: 6, again: true, meaning: 'The host is busy or stopping; try again.' },
} as const;

export type ErrorCode = keyof typeof errorTable;

/** An expected "no", as a value: a code for programs, a sentence for people, and when to try again where that helps. */
export class Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retry_after_ms: number | undefined;
  /** Which of the params it is about, where it is about one. */
  readonly field: string | undefined;

  constructor(code: ErrorCode, message: string = errorTable[code].meaning, retryAfterMs?: number, field?: string) {
    this.code = code;
    this.message = message;
    this.retry_after_ms = retryAfterMs;
    this.field = field;
  }
}
