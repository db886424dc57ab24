// Cuts what a NATS server says into its operations, so that messages can be lost, doubled and delayed whole.

export interface Operation {
  /** A message to a subscription, or something that keeps the connection going. */
  readonly type: 'message' | 'control';
  readonly bytes: Buffer;
}

const lineEnd = Buffer.from('\r\n');

/** `MSG subject sid [reply] bytes` and `HMSG subject sid [reply] header-bytes total-bytes` are followed by a payload, nothing else is. */
export function createNatsSplitter(): (chunk: Buffer) => Operation[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const operations: Operation[] = [];
    let at = 0;
    for (;;) {
      const end = bytes.indexOf(lineEnd, at);
      if (end === -1) break;
      const line = bytes.toString('latin1', at, end);
      const isMessage = /^H?MSG\s/i.test(line);
      const payload = isMessage ? Number(line.trim().split(/\s+/).at(-1)) + lineEnd.length : 0;
      const next = end + lineEnd.length + payload;
      if (next > bytes.length) break;
      operations.push({ type: isMessage ? 'message' : 'control', bytes: bytes.subarray(at, next) });
      at = next;
    }
    rest = bytes.subarray(at);
    return operations;
  };
}
