// Frames as bytes: a server's text frame (RFC 6455, section 5.2) is a short header and the payload, unmasked.
import type { CloseCode } from '../../common/frame.ts';
import type { ServerFrame } from '../../common/frame.ts';

const textFrame = 0x81;

/** One text frame. */
export function encodeFrame(frame: ServerFrame): Buffer {
  const payload = Buffer.from(JSON.stringify(frame));
  return Buffer.concat([header(payload.length), payload]);
}

function header(length: number): Buffer {
  if (length < 126) return Buffer.from([textFrame, length]);
  if (length < 65_536) return Buffer.from([textFrame, 126, length >> 8, length & 0xff]);
  const long = Buffer.alloc(10);
  long.writeUInt8(textFrame, 0);
  long.writeUInt8(127, 1);
  long.writeBigUInt64BE(BigInt(length), 2);
  return long;
}

/** The reason of a close frame: JSON in at most 123 bytes. */
export function encodeReason(code: CloseCode, retryAfterMs: number | undefined): string {
  return JSON.stringify({ code, ...(retryAfterMs === undefined ? {} : { retry_after_ms: retryAfterMs }) });
}
