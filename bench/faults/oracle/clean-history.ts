// A history in which every promise is kept, made by chance: what the oracle's own tests corrupt.
import { ChannelId, MessageId, newId, UserId } from '../../../common/ids.ts';
import { createRandom, type Random } from '../../crash/random.ts';
import type { Entry, History, Login, StoredMessage, Version } from './history.ts';

interface Room {
  readonly id: ChannelId;
  seq: number;
  rev: number;
  readonly rows: Map<MessageId, StoredMessage & { readonly author: string }>;
}

interface Reader {
  readonly who: string;
  readonly positions: Map<ChannelId, number>;
}

const stepMs = 50;
const names = ['ada', 'away', 'mover', 'outcast', 'stranger'];

/** Two rooms, of which `mover` comes to and leaves the second; `away` misses things and heals; `outcast` is revoked in the middle. */
export function cleanHistory(seed: number, steps: number): History {
  const world = new World(seed);
  const middle = Math.floor(steps / 2);
  for (let step = 0; step < steps; step++) {
    if (step === middle) world.revoke('outcast');
    world.step();
  }
  world.settle();
  return world.history();
}

class World {
  readonly #random: Random;
  readonly #rooms = [createRoom(), createRoom()];
  readonly #logins: Login[] = names.map((who) => ({ who, user: newId(UserId), from: 0 }));
  readonly #readers = new Map(names.map((who): [string, Reader] => [who, { who, positions: new Map() }]));
  readonly #entries: Entry[] = [];
  #at = 0;
  #attempt = 0;

  constructor(seed: number) {
    this.#random = createRandom(seed);
    for (const who of ['ada', 'away', 'outcast'])
      for (const room of this.#rooms) {
        this.#entries.push({ type: 'joined', at: 0, who, channel: room.id, attempt: (this.#attempt += 1) });
        this.#open(who, room);
      }
  }

  step(): void {
    const room = pick(this.#random, this.#rooms);
    const dice = this.#random.between(0, 99);
    const who = pick(this.#random, ['ada', 'away']);
    if (dice < 50) this.#send(who, room);
    else if (dice < 75) this.#change(who, room);
    else if (dice < 90) this.#heal('away', room);
    else this.#move(this.#rooms[1] ?? room);
  }

  revoke(who: string): void {
    const asked = { who, attempt: (this.#attempt += 1) };
    this.#entries.push({ type: 'revoking', at: this.#now(), ...asked }, { type: 'revoked', at: this.#now(), ...asked });
    this.#entries.push({ type: 'closed', at: this.#now(), who, code: 'not_logged_in', node: 0 });
    this.#readers.get(who)?.positions.clear();
  }

  settle(): void {
    const revs = new Map(this.#rooms.map((room) => [room.id, room.rev]));
    this.#entries.push({ type: 'quiet', at: this.#now(), withinMs: 15_000, revs });
    for (const room of this.#rooms) this.#heal('away', room);
  }

  history(): History {
    return {
      entries: this.#entries,
      logins: this.#logins,
      messages: this.#rooms.flatMap((room) => [...room.rows.values()]),
      channels: this.#rooms.map(({ id, seq, rev }) => ({ id, last_seq: seq, last_rev: rev })),
    };
  }

  #now(): number {
    return (this.#at += this.#random.between(1, stepMs));
  }

  #open(who: string, room: Room): void {
    this.#readers.get(who)?.positions.set(room.id, room.rev);
    this.#entries.push({ type: 'opened', at: this.#now(), who, channel: room.id, rev: room.rev });
  }

  #tell(room: Room, version: Version): void {
    for (const { who, positions } of this.#readers.values()) {
      const position = positions.get(room.id);
      if (position === undefined || (who === 'away' && this.#random.between(0, 2) > 0)) continue;
      const applied = position + 1 === version.rev;
      this.#entries.push({ type: 'heard', at: this.#now(), who, channel: room.id, applied, ...version });
      if (applied) positions.set(room.id, version.rev);
    }
  }

  #send(who: string, room: Room): void {
    const id = newId(MessageId);
    const hash = `text of ${id}`;
    const place = { who, channel: room.id };
    this.#entries.push({ type: 'sent', at: this.#now(), ...place, id, hash });
    if (this.#random.between(0, 5) === 0) this.#entries.push({ type: 'sent', at: this.#now(), ...place, id, hash });
    const version = { id, seq: (room.seq += 1), rev: (room.rev += 1), hash };
    room.rows.set(id, { ...version, channel: room.id, deleted: false, author: who });
    this.#tell(room, version);
    this.#entries.push({ type: 'acknowledged', at: this.#now(), ...place, ...version });
  }

  /** Edits or deletes; now and then the question gets lost before, or the answer after it took effect. */
  #change(who: string, room: Room): void {
    const own = [...room.rows.values()].filter((row) => row.author === who && !row.deleted);
    const row = own[this.#random.between(0, own.length - 1)];
    if (row === undefined) return;
    const deleted = this.#random.between(0, 3) === 0;
    const attempt = (this.#attempt += 1);
    const hash = deleted ? 'nothing' : `change ${attempt}`;
    const asked = { who, id: row.id, hash, attempt };
    this.#entries.push({ type: 'changing', at: this.#now(), ...asked });
    if (this.#random.between(0, 5) === 0) return;
    const next = { ...row, rev: (room.rev += 1), hash, deleted };
    room.rows.set(row.id, next);
    this.#tell(room, { id: row.id, seq: row.seq, rev: next.rev, hash });
    if (this.#random.between(0, 5) > 0)
      this.#entries.push({ type: 'changed', at: this.#now(), ...asked, rev: next.rev });
  }

  #heal(who: string, room: Room): void {
    const reader = this.#readers.get(who);
    const after = reader?.positions.get(room.id);
    if (reader === undefined || after === undefined || after === room.rev) return;
    const given = missed(room, after);
    this.#entries.push({ type: 'healed', at: this.#now(), who, channel: room.id, after, rev: room.rev, given });
    reader.positions.set(room.id, room.rev);
  }

  #move(room: Room): void {
    const positions = this.#readers.get('mover')?.positions;
    const leaves = positions?.has(room.id) === true;
    const asked = { who: 'mover', channel: room.id, attempt: (this.#attempt += 1) };
    const lost = { ...asked, attempt: (this.#attempt += 1) };
    const type = leaves ? 'leaving' : 'joining';
    if (this.#random.between(0, 9) === 0) this.#entries.push({ type, at: this.#now(), ...lost });
    this.#entries.push({ type, at: this.#now(), ...asked });
    this.#entries.push({ type: leaves ? 'left' : 'joined', at: this.#now(), ...asked });
    if (!leaves) return this.#open('mover', room);
    positions.delete(room.id);
    this.#entries.push({ type: 'forgot', at: this.#now(), who: 'mover', channel: room.id });
    return undefined;
  }
}

function createRoom(): Room {
  return { id: newId(ChannelId), seq: 0, rev: 0, rows: new Map() };
}

function missed(room: Room, after: number): Version[] {
  return [...room.rows.values()]
    .filter((row) => row.rev > after)
    .toSorted((a, b) => a.rev - b.rev)
    .map(({ id, seq, rev, hash }) => ({ id, seq, rev, hash }));
}

function pick<T>(random: Random, list: readonly T[]): T {
  const one = list[random.between(0, list.length - 1)];
  if (one === undefined) throw new Error('nothing to choose from');
  return one;
}
