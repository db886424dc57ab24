// Writes messages and changes them, each until the host has answered: what is not acknowledged is sent again under the same id.
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageId, newId, type ChannelId } from '../../../common/ids.ts';
import type { Message } from '../../../common/model.ts';
import type { Random } from '../../crash/random.ts';
import type { Outcome, Try } from './doors.ts';
import type { Journal } from './journal.ts';

export interface Writer {
  /** Resolves when it is acknowledged, or when there is nothing more to be hoped for. */
  send(channel: ChannelId, content: string): Promise<MessageId>;
  edit(id: MessageId, content: string): Promise<void>;
  remove(id: MessageId): Promise<void>;
}

export interface WriterOptions {
  readonly who: string;
  readonly ask: Try;
  readonly journal: Journal;
  readonly random: Random;
  readonly isOver: () => boolean;
}

const retryMinMs = 100;
const retryMaxMs = 500;

export function createWriter({ who, ask, journal, random, isOver }: WriterOptions): Writer {
  /** Asks until there is an answer; what `before` writes down comes before each question. */
  const persist = async <R>(question: () => Promise<Outcome<R>>): Promise<Outcome<R>> => {
    for (;;) {
      const outcome = await question();
      if (outcome.type !== 'unknown' || isOver()) return outcome;
      await sleep(random.between(retryMinMs, retryMaxMs));
    }
  };

  const send: Writer['send'] = async (channel, content) => {
    const id = newId(MessageId);
    const hash = journal.hashOf(content);
    const outcome = await persist(() => {
      journal.add({ type: 'sent', at: journal.now(), who, channel, id, hash });
      return ask('message.send', { id, channel, content });
    });
    if (outcome.type === 'refused') refuse(`message.send of ${id}: ${outcome.error.message}`);
    if (outcome.type === 'answered')
      journal.add({ type: 'acknowledged', at: journal.now(), who, channel, ...journal.versionOf(outcome.result) });
    return id;
  };

  const change = async (id: MessageId, content: string, question: () => Promise<Outcome<Message>>) => {
    const hash = journal.hashOf(content);
    let attempt = 0;
    const outcome = await persist(() => {
      attempt = journal.nextAttempt();
      journal.add({ type: 'changing', at: journal.now(), who, id, hash, attempt });
      return question();
    });
    if (outcome.type === 'refused') refuse(`a change of ${id}: ${outcome.error.message}`);
    if (outcome.type !== 'answered') return;
    const { rev } = outcome.result;
    journal.add({ type: 'changed', at: journal.now(), who, id, hash, attempt, rev });
  };

  const refuse = (what: string) => journal.add({ type: 'refused', at: journal.now(), who, what });
  return {
    send,
    edit: (id, content) => change(id, content, () => ask('message.edit', { id, content })),
    remove: (id) => change(id, '', () => ask('message.delete', { id })),
  };
}
