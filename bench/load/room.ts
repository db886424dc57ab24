// Load: the members of one room on any server, of whom some send; counts what the others hear, or measures how late it is.
import { setTimeout as sleep } from 'node:timers/promises';
import { serveTask } from '../child.ts';
import { messageScanner, numberAt, numbered } from '../compare/content.ts';
import { joinDevchat } from '../compare/devchat.ts';
import { joinIrc } from '../compare/irc.ts';
import type { Room, Seat } from '../compare/seat.ts';
import { joinXmpp } from '../compare/xmpp.ts';
import { quantile } from '../figures.ts';

export interface RoomTask {
  readonly room: Room;
  readonly senders: number;
  readonly contentBytes: number;
  readonly inFlight: number;
  readonly seconds: number;
  readonly paced: { readonly perSecond: number; readonly messages: number };
}

export interface RoomAnswer {
  readonly deliveriesPerSecond: number;
  /** How much of one core the load itself used meanwhile. */
  readonly loadCpu: number;
  readonly p50: number;
  readonly p99: number;
}

const warmUpMs = 1000;
/** Who comes is announced to everybody; the load starts when that is over. */
const quietMs = 6000;
const crowdSize = 50;
const join = { devchat: joinDevchat, xmpp: joinXmpp, irc: joinIrc };

let heardAt = performance.now();
let deliveries = 0;
let onMessage = (_member: number, _bytes: Buffer, _at: number) => {};

serveTask(async (task: RoomTask): Promise<RoomAnswer> => {
  const seats: Seat[] = [];
  // InspIRCd welcomes people once a second, so they come in crowds.
  while (seats.length < task.room.members.length) seats.push(...(await joinMany(task, seats.length)));
  await quiet();
  const saturated = await saturate(task, seats);
  await quiet();
  return { ...saturated, ...(await pace(task, seats)) };
});

async function joinMany({ room, senders }: RoomTask, from: number): Promise<Seat[]> {
  const crowd = room.members.slice(from, from + crowdSize);
  return await Promise.all(
    crowd.map(async (_, i) => {
      const seat = await join[room.protocol](room, from + i);
      listen(seat, from + i, from + i >= senders);
      return seat;
    }),
  );
}

/** Senders are not counted: whether they hear themselves, and how often, differs between protocols. */
function listen({ socket }: Seat, member: number, isCounted: boolean): void {
  const scan = messageScanner((bytes, at) => {
    deliveries += 1;
    onMessage(member, bytes, at);
  });
  socket.on('data', (chunk: Buffer) => {
    heardAt = performance.now();
    if (isCounted) scan(chunk);
  });
  socket.on('close', () => {
    throw new Error(`the server ended the connection of member ${member}`);
  });
}

async function quiet(): Promise<void> {
  while (performance.now() - heardAt < quietMs) await sleep(50);
}

async function saturate(task: RoomTask, seats: Seat[]): Promise<Pick<RoomAnswer, 'deliveriesPerSecond' | 'loadCpu'>> {
  const { senders, inFlight, contentBytes } = task;
  let sent = 0;
  let isStopped = false;
  const next = () => seats[sent % senders]?.say(numbered((sent += 1), contentBytes));
  // Each message in flight is replaced when the first of those who listen has it.
  onMessage = (member) => void (member === senders && !isStopped && next());
  for (let i = 0; i < inFlight; i++) next();
  await sleep(warmUpMs);
  const [before, cpuBefore, started] = [deliveries, process.cpuUsage(), performance.now()];
  await sleep(task.seconds * 1000);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const deliveriesPerSecond = (deliveries - before) / seconds;
  isStopped = true;
  await quiet();
  const expected = sent * (seats.length - senders);
  if (deliveries !== expected) throw new Error(`${deliveries} deliveries of ${expected}`);
  return { deliveriesPerSecond, loadCpu: (user + system) / 1_000_000 / seconds };
}

async function pace(task: RoomTask, seats: Seat[]): Promise<Pick<RoomAnswer, 'p50' | 'p99'>> {
  const { perSecond, messages } = task.paced;
  const late: number[] = [];
  const intended: number[] = [];
  onMessage = (_member, bytes, at) => void late.push(performance.now() - (intended[numberAt(bytes, at)] ?? Number.NaN));
  const started = performance.now() + 100;
  for (let i = 0; i < messages; i++) {
    const due = started + (i * 1000) / perSecond;
    intended.push(due);
    await sleep(Math.max(0, due - performance.now()));
    seats[i % task.senders]?.say(numbered(i, task.contentBytes));
  }
  await quiet();
  const expected = messages * (seats.length - task.senders);
  if (late.length !== expected) throw new Error(`${late.length} deliveries of ${expected}`);
  return { p50: quantile(late, 0.5), p99: quantile(late, 0.99) };
}
