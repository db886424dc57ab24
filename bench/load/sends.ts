// Load: senders on sockets, each with some sends in flight, or all together at a steady rate; counts and times acknowledgements.
import { setTimeout as sleep } from 'node:timers/promises';
import { serveTask } from '../child.ts';
import { quantile } from '../figures.ts';
import { messageIds } from '../ids.ts';
import { openWire, textFrame, type Wire } from '../wire.ts';

export interface SendsTask {
  readonly url: string;
  /** One for each sender, with the channel that it sends to. */
  readonly senders: readonly { readonly token: string; readonly channel: string }[];
  readonly contentBytes: number;
  readonly load:
    | { readonly type: 'saturate'; readonly inFlight: number; readonly seconds: number }
    | { readonly type: 'pace'; readonly perSecond: number; readonly warmUp: number; readonly messages: number };
}

export interface SendsAnswer {
  readonly perSecond: number;
  /** In all, the time to warm up included. */
  readonly acknowledged: number;
  /** Processor time of this process, the time to warm up included. */
  readonly cpuSeconds: number;
  readonly p50: number;
  readonly p99: number;
}

const warmUpMs = 1500;

type Load<T> = Extract<SendsTask['load'], { readonly type: T }>;

interface Senders {
  readonly count: number;
  readonly send: (sender: number, id: number) => void;
  readonly replies: { acknowledged: number; heard: (sender: number, id: number) => void };
}

serveTask(async (task: SendsTask): Promise<SendsAnswer> => {
  const senders = await openSenders(task);
  await sleep(300);
  return task.load.type === 'saturate' ? await saturate(senders, task.load) : await pace(senders, task.load);
});

async function openSenders({ url, senders, contentBytes }: SendsTask): Promise<Senders> {
  const replies: Senders['replies'] = { acknowledged: 0, heard: () => {} };
  const wires: Wire[] = [];
  for (const [sender, { token }] of senders.entries()) {
    const ready = Promise.withResolvers<void>();
    const wire = await openWire(url, (bytes, start) => {
      // {"type":"ready", {"type":"reply" or {"type":"event": the twelfth byte tells them apart.
      if (bytes[start + 11] === 0x61) return ready.resolve();
      if (bytes[start + 9] !== 0x72) return undefined;
      const head = bytes.toString('latin1', start, start + 60);
      if (!head.includes('"result"')) throw new Error(bytes.toString('utf8', start, start + 200));
      replies.acknowledged += 1;
      return replies.heard(sender, Number(/"id":(\d+)/.exec(head)?.[1]));
    });
    wire.send({ type: 'identify', token });
    await ready.promise;
    wires.push(wire);
  }
  const messageId = messageIds();
  const rest = senders.map(({ channel }) => JSON.stringify({ channel, content: 'x'.repeat(contentBytes) }).slice(1));
  const send = (sender: number, id: number) => {
    const params = `{"id":"${messageId()}",${rest[sender]}`;
    const frame = `{"type":"request","id":${id},"request":"message.send","params":${params}}`;
    wires[sender]?.write(textFrame(frame, 'masked'));
  };
  return { count: wires.length, send, replies };
}

async function saturate(
  { count, send, replies }: Senders,
  { inFlight, seconds }: Load<'saturate'>,
): Promise<SendsAnswer> {
  const sentAt: number[] = [];
  const took: number[] = [];
  const next = (sender: number) => {
    sentAt.push(performance.now());
    send(sender, sentAt.length - 1);
  };
  replies.heard = (sender, id) => {
    took.push(performance.now() - (sentAt[id] ?? Number.NaN));
    next(sender);
  };
  for (let i = 0; i < inFlight; i++) for (let sender = 0; sender < count; sender++) next(sender);
  await sleep(warmUpMs);
  const [before, started] = [replies.acknowledged, performance.now()];
  took.length = 0;
  await sleep(seconds * 1000);
  const perSecond = (replies.acknowledged - before) / ((performance.now() - started) / 1000);
  return answer(perSecond, replies.acknowledged, took);
}

/** `warmUp` messages come first and are not counted. */
async function pace(
  { count, send, replies }: Senders,
  { perSecond, warmUp, messages }: Load<'pace'>,
): Promise<SendsAnswer> {
  const intended: number[] = [];
  const took: number[] = [];
  replies.heard = (_sender, id) => void (took[id] = performance.now() - (intended[id] ?? Number.NaN));
  const started = performance.now() + 100;
  const total = warmUp + messages;
  for (let i = 0; i < total; i++) {
    const due = started + (i * 1000) / perSecond;
    intended.push(due);
    await sleep(Math.max(0, due - performance.now()));
    send(i % count, i);
  }
  while (replies.acknowledged < total) await sleep(20);
  return answer(perSecond, replies.acknowledged, took.slice(warmUp));
}

function answer(perSecond: number, acknowledged: number, took: readonly number[]): SendsAnswer {
  const { user, system } = process.cpuUsage();
  const cpuSeconds = (user + system) / 1_000_000;
  return { perSecond, acknowledged, cpuSeconds, p50: quantile(took, 0.5), p99: quantile(took, 0.99) };
}
