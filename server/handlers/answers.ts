// Refusals as both doors put them on the wire, and what becomes of failures that nobody expected.
import { Refusal } from '../../common/errors.ts';
import type { ErrorBody } from '../../common/frame.ts';
import { isOutage } from '../store/database.ts';
import type { Logger } from './context.ts';

export function errorBody(refusal: Refusal, requestId: string): ErrorBody {
  const { code, message, retry_after_ms, field } = refusal;
  const wait = retry_after_ms === undefined ? {} : { retry_after_ms };
  return { code, message, request_id: requestId, ...wait, ...(field === undefined ? {} : { field }) };
}

/** Logs a failure under the request's id, and answers what the client may know of it: whether trying again may help. */
export function unexpected(
  log: Logger,
  error: unknown,
  fields: { readonly request_id: string; readonly request?: string },
): Refusal {
  if (isOutage(error)) {
    log.warn({ ...fields, error }, 'the database does not answer');
    return new Refusal('unavailable', 'The host cannot reach its database; try again in a moment.', 1000);
  }
  log.error({ ...fields, error }, 'request failed');
  return new Refusal('internal');
}
