// What is said: a text that begins with a number between two marks, so that it is found in any protocol without parsing it.

const mark = 0x5e;
const digits = 8;
const headBytes = digits + 2;

export function numbered(index: number, bytes: number): string {
  return `^${String(index).padStart(digits, '0')}^`.padEnd(bytes, 'x');
}

/** The number of the message that was found at `at`. */
export function numberAt(bytes: Buffer, at: number): number {
  return Number(bytes.toString('latin1', at + 1, at + 1 + digits));
}

/** Calls `heard` for each message in what arrives, however it is cut into chunks. */
export function messageScanner(heard: (bytes: Buffer, at: number) => void): (chunk: Buffer) => void {
  let rest: Buffer | undefined;
  return (chunk) => {
    const bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
    rest = undefined;
    let at = bytes.indexOf(mark);
    while (at !== -1) {
      if (at + headBytes > bytes.length) {
        rest = bytes.subarray(at);
        return;
      }
      // The head of a binary frame may have such a byte too, and the letters of JSON or XML follow it.
      const isMessage = bytes[at + headBytes - 1] === mark;
      if (isMessage) heard(bytes, at);
      at = bytes.indexOf(mark, at + (isMessage ? headBytes : 1));
    }
  };
}
