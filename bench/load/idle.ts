// Load: sockets that are open and say nothing.
import { setTimeout as sleep } from 'node:timers/promises';
import { serveTask } from '../child.ts';
import { openWire } from '../wire.ts';

export interface IdleTask {
  readonly url: string;
  /** One for each socket; none to open the socket and no more, as with the floor. */
  readonly tokens: readonly (string | null)[];
}

/** Until what came with the last connection is settled. */
const settleMs = 3000;

serveTask(async ({ url, tokens }: IdleTask) => {
  let ended = 0;
  for (const token of tokens) {
    const ready = Promise.withResolvers<void>();
    // hello, and for those who identify: ready.
    const frames = token === null ? 1 : 2;
    let heard = 0;
    const wire = await openWire(url, () => void ((heard += 1) === frames && ready.resolve()));
    if (token !== null) wire.send({ type: 'identify', token });
    await ready.promise;
    void wire.gone.then(() => (ended += 1));
  }
  await sleep(settleMs);
  if (ended > 0) throw new Error(`${ended} sockets were ended`);
  return 'open';
});
