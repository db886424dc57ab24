// A user who sends at full speed through crashes: what is not acknowledged is sent again under the same id.
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { MessageId, newId, type ChannelId } from '../../common/ids.ts';
import type { Message } from '../../common/model.ts';
import { Refused, type Ask } from '../client.ts';
import type { Random } from './random.ts';

interface Sent {
  readonly id: MessageId;
  readonly channel: ChannelId;
  readonly content: string;
  answer: Message | undefined;
}

export interface Sender {
  readonly sent: ReadonlyMap<MessageId, Sent>;
  /** Sends until `finish`, or until the host is gone; resolves then. */
  run(ask: Ask): Promise<void>;
  /** Writes nothing new from now on: `run` ends when all is acknowledged. */
  finish(): void;
  /** Sends some of what is acknowledged again. */
  repeat(ask: Ask, count: number): Promise<void>;
}

export interface SenderOptions {
  readonly name: string;
  readonly channels: readonly ChannelId[];
  /** Sends that wait for their acknowledgement at a time. */
  readonly lanes: number;
  readonly random: Random;
  readonly report: (problem: string) => void;
}

export function createSender({ name, channels, lanes, random, report }: SenderOptions): Sender {
  const sent = new Map<MessageId, Sent>();
  const again: Sent[] = [];
  let finishing = false;

  const compose = (): Sent => {
    const channel = channels[random.between(0, channels.length - 1)];
    if (channel === undefined) throw new Error('a sender without channels');
    const content = `${name} ${sent.size} ${'·'.repeat(random.between(0, random.between(0, 40) === 0 ? 4000 : 100))}`;
    const one: Sent = { id: newId(MessageId), channel, content, answer: undefined };
    sent.set(one.id, one);
    return one;
  };

  const note = (one: Sent, answer: Message) => {
    if (one.answer === undefined) one.answer = answer;
    else if (!isDeepStrictEqual(answer, one.answer))
      report(`${name}: ${one.id} was answered with ${brief(one.answer)} and again with ${brief(answer)}`);
    if (answer.id !== one.id || answer.content !== one.content || answer.channel !== one.channel)
      report(`${name}: ${one.id} was answered with another message: ${brief(answer)}`);
  };

  const send = async (ask: Ask, one: Sent): Promise<'host is gone' | 'told'> => {
    try {
      note(one, await ask('message.send', { id: one.id, channel: one.channel, content: one.content }));
      return 'told';
    } catch (error) {
      again.push(one);
      if (!(error instanceof Refused)) return 'host is gone';
      if (error.code !== 'unavailable') report(`${name}: ${one.id} was refused: ${error.message}`);
      await sleep(20);
      return 'told';
    }
  };

  const lane = async (ask: Ask) => {
    for (;;) {
      const one = again.shift() ?? (finishing ? undefined : compose());
      if (one === undefined || (await send(ask, one)) === 'host is gone') return;
    }
  };

  const repeat: Sender['repeat'] = async (ask, count) => {
    const known = [...sent.values()];
    for (let i = 0; i < count && known.length > 0; i++) {
      const one = known[random.between(0, known.length - 1)];
      if (one !== undefined && (await send(ask, one)) !== 'told') report(`${name}: the host went during repetitions`);
    }
  };

  return {
    sent,
    run: async (ask) => void (await Promise.all(Array.from({ length: lanes }, () => lane(ask)))),
    finish: () => (finishing = true),
    repeat,
  };
}

function brief({ id, seq, rev, timestamp, content }: Message): string {
  return JSON.stringify({ id, seq, rev, timestamp, content: content.slice(0, 20) });
}
