// What each kind of people does for as long as the run goes on.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelId } from '../../../common/ids.ts';
import type { Random } from '../../crash/random.ts';
import type { Seeded } from '../../seed.ts';
import { createClient, type Client } from './client.ts';
import { anyDoor, type Troubles, type Try } from './doors.ts';
import type { Gate } from './gate.ts';
import type { Journal } from './journal.ts';
import { createMover, makeToken, revoke, type Pass } from './movers.ts';
import type { Someone } from './population.ts';
import type { Writer } from './writer.ts';

/** What they all share. */
export interface Stay {
  readonly people: readonly Someone[];
  readonly seeded: Seeded;
  readonly doors: readonly string[];
  readonly journal: Journal;
  readonly gate: Gate;
  readonly seed: number;
  /** New messages a second, from all senders together. */
  readonly sendsPerSecond: number;
  readonly troubles: Troubles;
}

/** A person at work. */
export interface Actor {
  readonly who: string;
  readonly someone: Someone;
  readonly client: Client;
  readonly ask: Try;
  readonly writer: Writer;
  readonly random: Random;
}

/** What somebody does for as long as the run goes on. */
export async function live(actor: Actor, options: Stay, inRoom: Set<string>): Promise<void> {
  switch (actor.someone.kind) {
    case 'sender':
      return await liveAsSender(actor, options);
    case 'editor':
      return await liveAsEditor(actor, options);
    case 'keeper':
      return await liveAsKeeper(actor, options);
    case 'mover':
      return await liveAsMover(actor, options, inRoom);
    case 'outcast':
      return await liveAsOutcast(actor, options);
    case 'stranger':
      return await liveAsStranger(actor, options);
    case 'slow':
    case 'flooder':
    case 'reader':
      return undefined;
  }
}

function ownRoom({ someone, random }: Actor, { seeded }: Stay): ChannelId {
  const room = someone.rooms[random.between(0, someone.rooms.length - 1)];
  const channel = room === undefined ? undefined : seeded.channels[room];
  if (channel === undefined) throw new Error('somebody without a room');
  return channel;
}

async function liveAsSender(actor: Actor, options: Stay): Promise<void> {
  const { gate, people, sendsPerSecond } = options;
  const { who, writer, random } = actor;
  const senders = people.filter(({ kind }) => kind === 'sender').length;
  const everyMs = Math.round((1000 * senders) / sendsPerSecond);
  let count = 0;
  do await sleep(random.between(0, 2 * everyMs));
  while (
    await gate.work(async () => {
      const padding = '·'.repeat(random.between(0, 120));
      await writer.send(ownRoom(actor, options), `${who} ${(count += 1)} ${padding}`);
    })
  );
}

async function liveAsEditor(actor: Actor, options: Stay): Promise<void> {
  const { who, writer, random } = actor;
  let count = 0;
  const work = async () => {
    const name = `${who} ${(count += 1)}`;
    const id = await writer.send(ownRoom(actor, options), name);
    const edits = random.between(0, 3);
    for (let edit = 1; edit <= edits; edit++) await writer.edit(id, `${name}.${edit}`);
    if (random.between(0, 2) === 0) await writer.remove(id);
  };
  do await sleep(random.between(1000, 6000));
  while (await options.gate.work(work));
}

/** A change of the topic takes a number in the order of changes, between those of messages. */
async function liveAsKeeper({ who, someone, ask, random }: Actor, { gate, seeded }: Stay): Promise<void> {
  const channel = seeded.channels[someone.rooms[0] ?? 0];
  if (channel === undefined) return;
  let count = 0;
  const work = async () => void (await ask('channel.update', { channel, topic: `${who} ${(count += 1)}` }));
  do await sleep(random.between(1000, 5000));
  while (await gate.work(work));
}

async function liveAsMover(actor: Actor, options: Stay, inRoom: Set<string>): Promise<void> {
  const { who, someone, ask, random } = actor;
  const channel = options.seeded.channels[someone.visits];
  if (channel === undefined) return;
  const key = `${who} ${channel}`;
  const { journal, gate } = options;
  const mover = createMover({ who, channel, ask, journal, isOver: () => gate.ended });
  let isIn = false;
  const work = async () => {
    inRoom.delete(key);
    isIn = !isIn;
    await mover.move(isIn ? 'in' : 'out');
    if (isIn && !mover.isUnsure) inRoom.add(key);
  };
  do await sleep(random.between(1500, 5000));
  while (await gate.work(work));
}

async function liveAsOutcast(actor: Actor, options: Stay): Promise<void> {
  const { who, someone, ask, random } = actor;
  const { doors, gate, journal, seeded, troubles } = options;
  const user = seeded.users[someone.index];
  let count = 0;
  let pass: Pass | undefined;
  let client: Client | undefined;
  let login = '';
  const enter = async () => {
    login = `${who}/${(count += 1)}`;
    pass = await makeToken(ask, login);
    if (pass === undefined || user === undefined) return;
    client = createClient({ who: login, token: pass.token, doors, journal, random });
    journal.logins.push({ who: login, user, from: journal.now() });
    void client.run();
  };
  const leave = async () => {
    if (pass === undefined) return;
    const askItself = anyDoor(doors, pass.token, random, troubles);
    await revoke({ who: login, pass, ask, askItself, journal, random, isOver: () => gate.ended });
  };
  do {
    // What a revoked login still hears is heard for a while.
    await sleep(random.between(2500, 4000));
    client?.end();
    if (!(await gate.work(enter))) break;
    await sleep(random.between(2000, 6000));
  } while (await gate.work(leave));
  client?.end();
}

async function liveAsStranger({ who, ask, random }: Actor, { gate, journal, seeded }: Stay): Promise<void> {
  const work = async () => {
    const channel = seeded.channels[random.between(0, seeded.channels.length - 1)];
    if (channel === undefined) return;
    const questions = [
      () => ask('message.history', { channel }),
      () => ask('channel.changes', { channel, after_rev: 0 }),
      () => ask('channel.typing', { channel }),
      () => ask('channel.members', { channel }),
    ];
    const { type } = (await questions[random.between(0, questions.length - 1)]?.()) ?? { type: 'unknown' };
    if (type === 'answered')
      journal.add({ type: 'overheard', at: journal.now(), who, channel, what: 'an answer about it' });
  };
  do await sleep(random.between(1000, 3000));
  while (await gate.work(work));
}
