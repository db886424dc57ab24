// The border where bytes of a host become typed and safe: what does not fit the protocol is dropped, all text is made harmless.
import { CloseReason, ServerFrame } from '../../common/frame.ts';
import type { Event } from '../../common/events.ts';
import type { State } from '../../common/model.ts';
import { safeMessage } from '../../common/safe-message.ts';
import { makeSafe, type Safe } from '../../common/safe-text.ts';

export type SafeEvent = Safe<Event>;
export type SafeState = Safe<State>;
type RawReply = Extract<ServerFrame, { type: 'reply' }>;
export type ReadFrame =
  | { readonly type: 'hello'; readonly heartbeat_ms: number }
  | { readonly type: 'ready'; readonly state: SafeState }
  | { readonly type: 'event'; readonly event: SafeEvent }
  | { readonly type: 'heartbeat' }
  | RawReply;

/** Null for a frame of a kind that this client does not know, which the protocol tells it to ignore. */
export function parseFrame(text: string): ReadFrame | null {
  const parsed = ServerFrame.safeParse(json(text));
  if (!parsed.success) return null;
  const frame = parsed.data;
  switch (frame.type) {
    case 'hello':
    case 'heartbeat':
    case 'reply':
      return frame;
    case 'ready':
      return { type: 'ready', state: makeSafe(frame.state) };
    case 'event':
      return { type: 'event', event: safeEvent(frame.event) };
  }
}

function safeEvent(event: Event): SafeEvent {
  return 'message' in event ? { type: event.type, message: safeMessage(event.message) } : makeSafe(event);
}

export function parseClose(reason: string): CloseReason | null {
  const parsed = CloseReason.safeParse(json(reason));
  return parsed.success ? parsed.data : null;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
