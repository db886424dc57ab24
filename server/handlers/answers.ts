// A refusal as both doors put it on the wire.
import type { Refusal } from '../../common/errors.ts';
import type { ErrorBody } from '../../common/frame.ts';

export function errorBody(refusal: Refusal, requestId: string): ErrorBody {
  const { code, message, retry_after_ms } = refusal;
  return { code, message, request_id: requestId, ...(retry_after_ms === undefined ? {} : { retry_after_ms }) };
}
