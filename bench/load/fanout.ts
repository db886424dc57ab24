// Load: many members of one channel on sockets, some of whom send; counts deliveries, or measures how late they are.
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageId, newId } from '../../common/ids.ts';
import { serveTask } from '../child.ts';
import { quantile } from '../figures.ts';
import { openBareWire, openWire, textFrame, type Heard, type Wire } from '../wire.ts';

export interface FanoutTask {
  /** The nodes of a host, each of which has the same share of the members, or the port of the floor: a process that writes each message to each socket. */
  readonly to:
    | { readonly urls: readonly string[]; readonly tokens: readonly string[]; readonly channel: string }
    | { readonly port: number };
  readonly members: number;
  readonly contentBytes: number;
  readonly load:
    | { readonly type: 'saturate'; readonly senders: number; readonly inFlight: number; readonly seconds: number }
    | { readonly type: 'pace'; readonly perSecond: number; readonly messages: number };
}

export interface Saturated {
  readonly deliveriesPerSecond: number;
  readonly messagesPerSecond: number;
}

export interface Paced {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const warmUpMs = 1000;
/** Who comes and who went is announced to everybody, the latter after a grace of five seconds; the load starts when both are over. */
const quietMs = 6000;

interface Counters {
  events: number;
  heardAt: number;
  onEvent: (member: number, bytes: Buffer, start: number) => void;
}

serveTask(async (task: FanoutTask) => {
  const counters: Counters = { events: 0, heardAt: performance.now(), onEvent: () => {} };
  const wires: Wire[] = [];
  for (let member = 0; member < task.members; member++) wires.push(await join(task, member, counters));
  while (performance.now() - counters.heardAt < quietMs) await sleep(50);
  return task.load.type === 'saturate'
    ? await saturate(task, task.load, wires, counters)
    : await pace(task, task.load, wires, counters);
});

/** {"type":"event" ... : the tenth byte tells events from replies. */
function isEvent(bytes: Buffer, start: number): boolean {
  return bytes[start + 9] === 0x65;
}

/** ... "event":{"type":"message.created" ... : and this one messages from who comes and goes. */
function isMessage(bytes: Buffer, start: number): boolean {
  return bytes[start + 33] === 0x6d;
}

async function join(task: FanoutTask, member: number, counters: Counters): Promise<Wire> {
  const heard: Heard = (bytes, start) => {
    if (!isEvent(bytes, start)) return;
    counters.heardAt = performance.now();
    if (!isMessage(bytes, start)) return;
    counters.events += 1;
    counters.onEvent(member, bytes, start);
  };
  if ('port' in task.to) return await openBareWire(task.to.port, heard);
  const wire = await openWire(task.to.urls[nodeOf(task, member)] ?? '', heard);
  wire.send({ type: 'identify', token: task.to.tokens[member] ?? '' });
  return wire;
}

function nodes({ to }: FanoutTask): number {
  return 'port' in to ? 1 : to.urls.length;
}

/** The first members, who send, are on the first node. */
function nodeOf(task: FanoutTask, member: number): number {
  return Math.floor((member * nodes(task)) / task.members);
}

/** A message of the host's protocol; for the floor, the event that the host would make of it. */
function message(to: FanoutTask['to'], content: string): Buffer {
  const id = newId(MessageId);
  if ('port' in to)
    return textFrame(
      `{"type":"event","event":{"type":"message.created","message":{"id":"${id}","channel":"${id}","seq":100000,"rev":100000,"user":{"id":"${id}","username":"user1"},"content":"${content}","timestamp":"2026-11-23T04:25:45.301Z","edited_at":null,"deleted_at":null,"mentions":[]}}}`,
      'unmasked',
    );
  const params = { id, channel: to.channel, content };
  return textFrame(JSON.stringify({ type: 'request', id: 1, request: 'message.send', params }), 'masked');
}

type Load<T extends FanoutTask['load']['type']> = Extract<FanoutTask['load'], { type: T }>;

async function saturate(
  task: FanoutTask,
  load: Load<'saturate'>,
  wires: Wire[],
  counters: Counters,
): Promise<Saturated> {
  const content = 'x'.repeat(task.contentBytes);
  let stopped = false;
  let ownEvents = 0;
  // Each message in flight is replaced when the first member of the last node has it: for host and floor alike.
  const pacemaker = Math.ceil((task.members * (nodes(task) - 1)) / nodes(task));
  counters.onEvent = (member) => {
    if (member !== pacemaker) return;
    ownEvents += 1;
    if (!stopped) wires[ownEvents % load.senders]?.write(message(task.to, content));
  };
  for (let i = 0; i < load.inFlight; i++) wires[i % load.senders]?.write(message(task.to, content));
  await sleep(warmUpMs);
  const [before, ownBefore, started] = [counters.events, ownEvents, performance.now()];
  await sleep(load.seconds * 1000);
  const seconds = (performance.now() - started) / 1000;
  const [deliveries, messages] = [counters.events - before, ownEvents - ownBefore];
  stopped = true;
  while (performance.now() - counters.heardAt < quietMs) await sleep(50);
  if (counters.events % task.members !== 0 && 'port' in task.to) throw new Error('the floor lost deliveries');
  return { deliveriesPerSecond: deliveries / seconds, messagesPerSecond: messages / seconds };
}

async function pace(task: FanoutTask, load: Load<'pace'>, wires: Wire[], counters: Counters): Promise<Paced> {
  const late: number[] = [];
  const intended: number[] = [];
  let heard = 0;
  counters.onEvent = (member, bytes, start) => {
    const at = bytes.indexOf('"content":"', start) + 11;
    const index = Number(bytes.toString('latin1', at, at + 8));
    heard += 1;
    // Of several nodes the way from one to another is measured.
    if (nodes(task) > 1 && nodeOf(task, member) === nodeOf(task, index % wires.length)) return;
    late.push(performance.now() - (intended[index] ?? Number.NaN));
  };
  const started = performance.now() + 100;
  for (let i = 0; i < load.messages; i++) {
    const due = started + (i * 1000) / load.perSecond;
    intended.push(due);
    await sleep(Math.max(0, due - performance.now()));
    const content = String(i).padStart(8, '0').padEnd(task.contentBytes, 'x');
    wires[i % wires.length]?.write(message(task.to, content));
  }
  while (performance.now() - counters.heardAt < quietMs) await sleep(50);
  if (heard !== load.messages * task.members) throw new Error(`${heard} deliveries of ${load.messages * task.members}`);
  return { p50: quantile(late, 0.5), p99: quantile(late, 0.99), max: quantile(late, 1) };
}
