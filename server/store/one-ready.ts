// PGlite says "ready for query" after an error in the middle of an extended query, and again at the Sync that ends it. A client
// that counts them, like node-postgres, would give each later answer to the question before: so the first one is left out.
import type { PGlite } from '@electric-sql/pglite';

/** Messages after which PostgreSQL is never ready: Parse, Bind, Describe, Execute, Close, Flush. */
const withinQuery = new Set(Array.from('PBDECH', (letter) => letter.charCodeAt(0)));
/** ReadyForQuery without its last byte, the state of the transaction. */
const ready = Buffer.from([0x5a, 0, 0, 0, 5]);
const readyBytes = ready.length + 1;

/** Changes how `db` answers single messages. */
export function readyOnlyAtTheEnd(db: PGlite): void {
  const answer = db.execProtocolRawStream.bind(db);
  db.execProtocolRawStream = async (message, { onRawData, ...options }) => {
    if (!withinQuery.has(message[0] ?? 0)) return await answer(message, { ...options, onRawData });
    let held: Buffer = Buffer.alloc(0);
    const holdTheEnd = (data: Uint8Array) => {
      const all = Buffer.concat([held, data]);
      const passing = Math.max(0, all.length - readyBytes);
      if (passing > 0) onRawData(all.subarray(0, passing));
      held = all.subarray(passing);
    };
    await answer(message, { ...options, onRawData: holdTheEnd });
    // Nothing else that ends an answer ends like this: the others end in a zero, or in a number below five.
    if (held.length > 0 && !isReady(held)) onRawData(held);
  };
}

function isReady(end: Buffer): boolean {
  return end.length === readyBytes && end.subarray(0, ready.length).equals(ready);
}
