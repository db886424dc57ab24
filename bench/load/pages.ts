// Load: pages of history, one at a time and from two hosts in turn, so that what else the machine does hits both.
import { serveTask } from '../child.ts';
import { quantile } from '../figures.ts';
import { openWire, textFrame } from '../wire.ts';

export interface Shelf {
  readonly url: string;
  readonly token: string;
  readonly channel: string;
  /** How many the channel has. */
  readonly messages: number;
}

export interface PagesTask {
  readonly few: Shelf;
  readonly many: Shelf;
  readonly pages: number;
  readonly pageMessages: number;
}

export interface Taken {
  readonly p50: number;
  readonly p99: number;
}

export interface PagesAnswer {
  readonly few: Taken;
  readonly many: Taken;
}

const warmUpPages = 200;

serveTask(async (task: PagesTask): Promise<PagesAnswer> => {
  const [few, many] = [await reader(task.few, task.pageMessages), await reader(task.many, task.pageMessages)];
  for (let i = 0; i < warmUpPages; i++) for (const read of [few, many]) await read(i);
  const took: { few: number[]; many: number[] } = { few: [], many: [] };
  for (let i = 0; i < task.pages; i++) {
    took.few.push(await few(i));
    took.many.push(await many(i));
  }
  const taken = (times: number[]) => ({ p50: quantile(times, 0.5), p99: quantile(times, 0.99) });
  return { few: taken(took.few), many: taken(took.many) };
});

/** Reads the newest page and one from anywhere in turn; answers how long it took from the question to the whole answer. */
async function reader({ url, token, channel, messages }: Shelf, pageMessages: number) {
  let answered = (_head: string, _messages: number) => {};
  const ready = Promise.withResolvers<void>();
  const wire = await openWire(url, (bytes, start, end) => {
    const head = bytes.toString('latin1', start, start + 60);
    if (head.startsWith('{"type":"ready"')) ready.resolve();
    if (head.startsWith('{"type":"reply"')) answered(head, count(bytes.subarray(start, end), '"seq":'));
  });
  wire.send({ type: 'identify', token });
  await ready.promise;
  return async (id: number): Promise<number> => {
    const before = pageMessages + 1 + Math.floor(Math.random() * (messages - pageMessages));
    const params = { channel, limit: pageMessages, ...(id % 2 === 0 ? {} : { before }) };
    const question = textFrame(JSON.stringify({ type: 'request', id, request: 'message.history', params }), 'masked');
    const started = performance.now();
    return await new Promise((resolve, reject) => {
      answered = (head, found) => {
        const took = performance.now() - started;
        if (head.includes('"result"') && found === pageMessages) resolve(took);
        else reject(new Error(`a page of ${found}: ${head}`));
      };
      wire.write(question);
    });
  };
}

function count(bytes: Buffer, what: string): number {
  let found = 0;
  for (let at = bytes.indexOf(what); at !== -1; at = bytes.indexOf(what, at + what.length)) found += 1;
  return found;
}
