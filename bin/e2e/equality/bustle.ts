// Several people doing things at once, at random: what is done, by whom, and whether the next one waits for it.
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import * as fc from 'fast-check';
import { MessageId, newId, type ChannelId } from '../../../common/ids.ts';
import type { Person, Socket } from '../../../server/test-node.ts';

/** What is done more often stands here more often. */
const doings = [
  ...(['send', 'send', 'send', 'send', 'send', 'edit', 'edit', 'edit', 'delete', 'delete', 'read', 'read'] as const),
  ...(['join', 'join', 'leave', 'status', 'status', 'topic', 'typing', 'arrive', 'depart'] as const),
];
type Doing = (typeof doings)[number];

export interface Step {
  readonly what: Doing;
  /** Which of the people, and which message, text or place. */
  readonly who: number;
  readonly which: number;
  readonly waits: boolean;
  /** How many turns of the event loop pass before the next step. */
  readonly turns: number;
}

export const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom(...doings),
  who: fc.nat({ max: 2 }),
  which: fc.nat({ max: 30 }),
  waits: fc.boolean(),
  turns: fc.nat({ max: 4 }),
});

const texts = ['hello', '@ada look', '@carol look', '@ada and @carol, look', 'no more'];
const statuses = ['online', 'away', 'dnd', 'invisible'] as const;

export interface Bustle {
  take(step: Step): Promise<void>;
  /** Resolves when all that was begun has ended, and nobody is here only because of it. */
  over(): Promise<void>;
}

export interface Places {
  /** Made by the first of the people, so that its topic is theirs to change. */
  readonly room: ChannelId;
  /** Of the last two of them. */
  readonly dm: ChannelId;
}

export function startBustle(people: readonly Person[], places: Places): Bustle {
  const begun: Promise<unknown>[] = [];
  const sent = new Map<Person, MessageId[]>();
  const sockets = new Map<Person, Promise<Socket>>();
  const act = async ({ what, which }: Step, person: Person): Promise<unknown> => {
    const channel = which % 5 === 0 ? places.dm : places.room;
    const own = sent.get(person) ?? [];
    const id = own[which % Math.max(1, own.length)];
    const content = texts[which % texts.length] ?? '';
    switch (what) {
      case 'send': {
        const fresh = newId(MessageId);
        sent.set(person, [...own, fresh]);
        return await person.try('message.send', { id: fresh, channel, content });
      }
      case 'edit':
        return id === undefined ? null : await person.try('message.edit', { id, content });
      case 'delete':
        return id === undefined ? null : await person.try('message.delete', { id });
      case 'read':
        return await person.try('channel.read', { channel, seq: which });
      case 'topic':
        return await person.try('channel.update', { channel: places.room, topic: `topic ${which}` });
      case 'leave':
        return await person.try('channel.leave', { channel: places.room });
      case 'join':
        return await person.try('channel.join', { channel: places.room });
      case 'status':
        return await person.try('status.set', { status: statuses[which % 4] ?? 'online', text: `text ${which}` });
      case 'typing':
        return await person.try('channel.typing', { channel });
      case 'arrive':
        if (!sockets.has(person)) sockets.set(person, person.connect());
        return await sockets.get(person);
      case 'depart':
        return await depart(person);
    }
  };
  const depart = async (person: Person) => {
    const socket = sockets.get(person);
    sockets.delete(person);
    (await socket)?.close();
  };
  return {
    async take(one) {
      const person = people[one.who % people.length];
      if (person === undefined) return;
      const doing = act(one, person);
      begun.push(doing);
      if (one.waits) await doing;
      for (let i = 0; i < one.turns; i++) await nextTurn();
    },
    async over() {
      await Promise.all(begun);
      for (const person of people) await depart(person);
      await pause(50);
    },
  };
}
