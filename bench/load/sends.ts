// Load: senders on sockets, each with some sends in flight, or all together at a steady rate; counts and times acknowledgements.
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageId, newId } from '../../common/ids.ts';
import { serveTask } from '../child.ts';
import { quantile } from '../figures.ts';
import { openWire, textFrame, type Wire } from '../wire.ts';

export interface SendsTask {
  readonly url: string;
  /** One for each sender, with the channel that it sends to. */
  readonly senders: readonly { readonly token: string; readonly channel: string }[];
  readonly contentBytes: number;
  readonly load:
    | { readonly type: 'saturate'; readonly inFlight: number; readonly seconds: number }
    | { readonly type: 'pace'; readonly perSecond: number; readonly messages: number };
}

export interface SendsAnswer {
  readonly perSecond: number;
  /** In all, the time to warm up included. */
  readonly acknowledged: number;
  readonly p50: number;
  readonly p99: number;
}

const warmUpMs = 1500;

serveTask(async (task: SendsTask): Promise<SendsAnswer> => {
  let acknowledged = 0;
  let onReply = (_sender: number, _id: number) => {};
  const wires: Wire[] = [];
  for (const [sender, { token }] of task.senders.entries()) {
    const ready = Promise.withResolvers<void>();
    const wire = await openWire(task.url, (bytes, start) => {
      // {"type":"ready", {"type":"reply" or {"type":"event": the twelfth byte tells them apart.
      if (bytes[start + 11] === 0x61) return ready.resolve();
      if (bytes[start + 9] !== 0x72) return undefined;
      const head = bytes.toString('latin1', start, start + 60);
      if (!head.includes('"result"')) throw new Error(bytes.toString('utf8', start, start + 200));
      acknowledged += 1;
      return onReply(sender, Number(/"id":(\d+)/.exec(head)?.[1]));
    });
    wire.send({ type: 'identify', token });
    await ready.promise;
    wires.push(wire);
  }
  const content = 'x'.repeat(task.contentBytes);
  const send = (sender: number, id: number) => {
    const params = { id: newId(MessageId), channel: task.senders[sender]?.channel, content };
    wires[sender]?.write(textFrame(JSON.stringify({ type: 'request', id, request: 'message.send', params }), 'masked'));
  };
  await sleep(300);
  return task.load.type === 'saturate' ? await saturate(task.load) : await pace(task.load);

  async function saturate({ inFlight, seconds }: { inFlight: number; seconds: number }): Promise<SendsAnswer> {
    const sentAt: number[] = [];
    const took: number[] = [];
    const next = (sender: number) => {
      sentAt.push(performance.now());
      send(sender, sentAt.length - 1);
    };
    onReply = (sender, id) => {
      took.push(performance.now() - (sentAt[id] ?? Number.NaN));
      next(sender);
    };
    for (let i = 0; i < inFlight; i++) for (const sender of wires.keys()) next(sender);
    await sleep(warmUpMs);
    const [before, started] = [acknowledged, performance.now()];
    took.length = 0;
    await sleep(seconds * 1000);
    const perSecond = (acknowledged - before) / ((performance.now() - started) / 1000);
    return { perSecond, acknowledged, p50: quantile(took, 0.5), p99: quantile(took, 0.99) };
  }

  async function pace({ perSecond, messages }: { perSecond: number; messages: number }): Promise<SendsAnswer> {
    const intended: number[] = [];
    const took: number[] = [];
    onReply = (_sender, id) => void took.push(performance.now() - (intended[id] ?? Number.NaN));
    const started = performance.now() + 100;
    for (let i = 0; i < messages; i++) {
      const due = started + (i * 1000) / perSecond;
      intended.push(due);
      await sleep(Math.max(0, due - performance.now()));
      send(i % wires.length, i);
    }
    while (took.length < messages) await sleep(20);
    return { perSecond, acknowledged, p50: quantile(took, 0.5), p99: quantile(took, 0.99) };
  }
});
