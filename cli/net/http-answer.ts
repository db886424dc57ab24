// What an HTTP answer means: a result, a refusal, or words that are not of this protocol.
import { errorTable, Refusal, type ErrorCode } from '../../common/errors.ts';
import { toSafeText } from '../../common/safe-text.ts';
import { Lost } from './caller.ts';
import { pauseBeforeRepeat } from './patience.ts';
import type { Posted } from './http-post.ts';

export function readAnswer(posted: Posted): { readonly result: unknown } | Refusal | Lost {
  const body = parsed(posted.body);
  if (posted.status === 200 && body !== undefined) return { result: body };
  return refusalIn(body, posted.status) ?? strange(posted);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A sentence of a host fits well into this; more is not for a person. */
const sentenceMaxChars = 500;

/**
 * Read without the schema, because a newer host may know codes that this client does not: then the HTTP status says
 * the kind, which is why the protocol has both.
 */
function refusalIn(body: unknown, status: number): Refusal | null {
  const error = field(body, 'error');
  const code = field(error, 'code');
  const message = field(error, 'message');
  if (typeof code !== 'string' || typeof message !== 'string') return null;
  const retryAfterMs = field(error, 'retry_after_ms');
  const requestId = field(error, 'request_id');
  const about = field(error, 'field');
  const named = code === 'internal' && typeof requestId === 'string' ? ` (request ${requestId.slice(0, 64)})` : '';
  return new Refusal(
    isErrorCode(code) ? code : codeOfStatus(status),
    `${message.slice(0, sentenceMaxChars)}${named}`,
    typeof retryAfterMs === 'number' && Number.isFinite(retryAfterMs) ? pauseBeforeRepeat(retryAfterMs) : undefined,
    typeof about === 'string' ? about : undefined,
  );
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code);
}

function codeOfStatus(status: number): ErrorCode {
  const codes = Object.keys(errorTable).filter(isErrorCode);
  return codes.find((code) => errorTable[code].status === status) ?? 'internal';
}

/** Something else than devchat: a proxy in front of it, another program on its port, a moved address. */
export function strange({ url, status, location }: Omit<Posted, 'body'>): Lost | Refusal {
  const { origin } = new URL(url);
  if (status === 502 || status === 503)
    return new Refusal('unavailable', `The host behind ${origin} is down (${status}).`);
  if (status === 504) return new Lost('unknown', `The host behind ${origin} did not answer in time.`);
  if (location !== undefined) {
    const where = toSafeText(location.slice(0, sentenceMaxChars));
    return new Lost('garbled', `${origin} points to ${where}; set DEVCHAT_URL to where devchat is.`, 'pointless');
  }
  return new Lost(
    'garbled',
    `What answers at ${origin} is not devchat (status ${status}); check DEVCHAT_URL.`,
    'pointless',
  );
}
