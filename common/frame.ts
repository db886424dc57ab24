// The frames of the gateway (WebSocket subprotocol devchat.v1): JSON text, one object a frame.
import * as z from 'zod/mini';
import { errorTable, type ErrorCode } from './errors.ts';
import { Event } from './events.ts';
import { State } from './model.ts';

export const subprotocol = 'devchat.v1';

export const ErrorBody = z.object({
  code: z.enum(Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  retry_after_ms: z.optional(z.int()),
  field: z.optional(z.string()).check(z.describe('which of the params it is about')),
  request_id: z.optional(z.string()).check(z.describe('names the request in the host’s log')),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** What a client may say. The token travels in `identify`, never in a URL. */
export const ClientFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('identify'), token: z.string().check(z.maxLength(200)) }),
  z.strictObject({
    type: z.literal('request'),
    id: z.int().check(z.gte(0)),
    request: z.string().check(z.maxLength(64)),
    params: z.optional(z.unknown()),
  }),
  z.strictObject({ type: z.literal('heartbeat') }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;

/** What the server says: `hello` first, `ready` once after `identify`, then replies and events. Unknown types are to be ignored. */
export const ServerFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), version: z.string(), heartbeat_ms: z.int(), frame_max_bytes: z.int() }),
  z.object({ type: z.literal('ready'), state: State }),
  z.object({ type: z.literal('reply'), id: z.int(), result: z.optional(z.unknown()), error: z.optional(ErrorBody) }),
  z.object({ type: z.literal('event'), event: Event }),
  z.object({ type: z.literal('heartbeat') }),
]);
export type ServerFrame = z.infer<typeof ServerFrame>;

/**
 * Why the server closes a socket. `again`: whether the client should come back by itself: `at once` with jitter, `later`
 * after `retry_after_ms` of the close reason, or `no` (a person has to act first).
 * A frame longer than `frame_max_bytes` is closed with the standard's own 1009. The reason of the close frame is JSON: `{"code": "slow", "retry_after_ms": 500}`.
 */
export const closeTable = {
  protocol_error: { number: 4000, again: 'no', meaning: 'The client sent a frame that is not part of the protocol.' },
  rate_limited: { number: 4001, again: 'later', meaning: 'Too many tokens from this address were no login.' },
  identify_timeout: { number: 4002, again: 'later', meaning: 'The client did not identify in time.' },
  not_logged_in: { number: 4003, again: 'no', meaning: 'The token is unknown, expired or revoked.' },
  suspended: {
    number: 4009,
    again: 'no',
    meaning: 'This account is suspended; `devchat whoami` says why, and until when.',
  },
  too_many_sockets: { number: 4004, again: 'later', meaning: 'This user or address has too many sockets.' },
  heartbeat_missed: {
    number: 4005,
    again: 'at once',
    meaning: 'Nothing was heard from the client for two heartbeats.',
  },
  slow: { number: 4006, again: 'at once', meaning: 'The client read too slowly; it is whole again after coming back.' },
  stopping: {
    number: 4007,
    again: 'later',
    meaning: 'The host is being restarted.',
  },
  internal: { number: 4008, again: 'later', meaning: 'Something went wrong on the host.' },
} as const satisfies Record<string, { number: number; again: 'at once' | 'later' | 'no'; meaning: string }>;
export type CloseCode = keyof typeof closeTable;

export const CloseReason = z.object({
  code: z.enum(Object.keys(closeTable) as [CloseCode, ...CloseCode[]]),
  retry_after_ms: z.optional(z.int()),
});
export type CloseReason = z.infer<typeof CloseReason>;
