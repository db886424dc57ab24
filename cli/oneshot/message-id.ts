// The id of a message that is about to be sent.
import { closeSync, openSync, readSync } from 'node:fs';
import type { MessageId } from '../../common/ids.ts';
import { newUuid } from '../../common/uuid.ts';

/**
 * Its random part comes straight from the operating system where it has a file for that: it is the source that Web Crypto
 * draws on, too, but loading Web Crypto takes 4 ms, a tenth of a `devchat send`.
 */
export function newMessageId(): MessageId {
  return newUuid<MessageId>(systemRandom() ?? crypto.getRandomValues(new Uint8Array(16)));
}

function systemRandom(): Uint8Array | null {
  if (process.platform === 'win32') return null;
  try {
    const file = openSync('/dev/urandom', 'r');
    try {
      const bytes = new Uint8Array(16);
      return readSync(file, bytes) === bytes.length ? bytes : null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}
