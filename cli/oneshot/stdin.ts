// What comes on standard input: a message or a password, in UTF-8, with a limit, so that `yes | devchat send` ends.
import { UsageError } from '../commands/command.ts';

/** The text without its one last newline, which `echo` and editors add. */
export async function readStdin(maxBytes: number, what: string): Promise<string | UsageError> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    bytes += chunk.length;
    // Two more for the newline that does not count.
    if (bytes > maxBytes + 2) return new UsageError(`${what} has at most ${maxBytes} bytes; standard input has more.`);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    return text.replace(/\r?\n$/, '');
  } catch {
    return new UsageError('Standard input is not valid UTF-8, so it is not text that can be sent.');
  }
}
