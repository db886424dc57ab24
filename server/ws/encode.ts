// Frames as bytes: a server's text frame (RFC 6455, section 5.2) is a short header and the payload, unmasked.
import type { CloseCode } from '../../common/frame.ts';
import type { ServerFrame } from '../../common/frame.ts';

const textFrame = 0x81;

/** The payload lengths from which on the header needs two more bytes, and eight. */
const [medium, long] = [126, 65_536];

/** One text frame. */
export function encodeFrame(frame: ServerFrame): Buffer {
  const payload = text(frame);
  const length = Buffer.byteLength(payload);
  const header = length < medium ? 2 : length < long ? 4 : 10;
  const bytes = Buffer.allocUnsafe(header + length);
  bytes[0] = textFrame;
  if (length < medium) bytes[1] = length;
  else if (length < long) {
    bytes[1] = 126;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = 127;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  bytes.write(payload, header);
  return bytes;
}

/**
 * The messages of this turn, encoded: the one who sent a message is answered with it in the turn in which it is announced,
 * and both frames have the same text within.
 */
const messages = new Map<unknown, string>();

function text(frame: ServerFrame): string {
  if (frame.type === 'event' && frame.event.type === 'message.created') {
    const message = JSON.stringify(frame.event.message);
    if (messages.size === 0) setImmediate(() => messages.clear());
    messages.set(frame.event.message, message);
    return `{"type":"event","event":{"type":"message.created","message":${message}}}`;
  }
  const message = frame.type === 'reply' ? messages.get(frame.result) : undefined;
  return frame.type === 'reply' && message !== undefined
    ? `{"type":"reply","id":${frame.id},"result":${message}}`
    : JSON.stringify(frame);
}

/** The reason of a close frame: JSON in at most 123 bytes. */
export function encodeReason(code: CloseCode, retryAfterMs: number | undefined): string {
  return JSON.stringify({ code, ...(retryAfterMs === undefined ? {} : { retry_after_ms: retryAfterMs }) });
}
