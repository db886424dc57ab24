// `send`: one message, acknowledged after it is stored, or a truthful word about what is known of it.
import type { MessageId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import { utf8Bytes } from '../../common/text.ts';
import { isUuid } from '../../common/uuid.ts';
import { isFailure, Lost, type Failure } from '../net/caller.ts';
import { defineCommand, UsageError, type Outcome } from './command.ts';
import { isId, withMarks } from './target.ts';

export const send = defineCommand({
  path: 'send',
  slash: null,
  needs: 'login',
  summary: 'Send a message; ends when the host has stored it.',
  details:
    'TEXT may have many lines. Without TEXT, or with "-", it is read from standard input. Connection errors are tried again with the same id until --timeout; a message is never stored twice. Prints the id of the message.',
  example: "make 2>&1 | tail -20 | devchat send '#builds'",
  positionals: {
    target: { help: '#room, server/#channel, @user or an id', required: true, completes: 'channel' },
    text: { help: 'the message, or - for standard input', required: true, takes: 'rest', otherwise: 'stdin' },
  },
  options: {
    id: { type: 'text', value: 'UUID', help: 'name the message yourself, so that running this again is safe' },
  },
  async run({ caller, newMessageId }, { target, text, id }) {
    const named = id ?? newMessageId();
    if (!isUuid<MessageId>(named)) return new UsageError(`--id takes a UUID in lower case, not "${id}".`);
    if (text.trim() === '') return new UsageError('There is nothing to send: the message is empty.');
    const bytes = utf8Bytes(text);
    if (bytes > protocolLimits.messageMaxBytes) {
      return new UsageError(`A message has at most ${protocolLimits.messageMaxBytes} bytes; this one has ${bytes}.`);
    }
    const repeat = { onLoss: 'repeat' } as const;
    const channel = isId(target) ? { id: target } : await caller.call('channel.resolve', { target }, repeat);
    if (isFailure(channel)) return notSent(withMarks(channel, target));
    const message = await caller.call('message.send', { id: named, channel: channel.id, content: text }, repeat);
    if (isFailure(message)) return unsure(message, named, channel.id);
    const { seq, timestamp } = message;
    const json = { id: message.id, channel: message.channel, seq, timestamp, status: 'sent' };
    return { rows: [{ lines: [message.id], json }], effects: [] };
  },
});

/** Losing the answer to `channel.resolve` loses nothing: the message has not been sent, so trying again is safe. */
function notSent(failure: Failure): Failure {
  if (!(failure instanceof Lost) || failure.loss !== 'unknown') return failure;
  return new Lost('unreachable', `${failure.message} The message was not sent.`);
}

function unsure(failure: Failure, id: MessageId, channel: string): Outcome | Failure {
  if (!(failure instanceof Lost) || failure.loss === 'unreachable') return failure;
  const again = `It is unknown whether the message was stored; \`--id ${id}\` with the same text makes trying again safe.`;
  return {
    rows: [{ lines: [id], json: { id, channel, seq: null, timestamp: null, status: 'unknown' } }],
    effects: [],
    failure: new Lost(failure.loss === 'garbled' ? 'unknown' : failure.loss, `${failure.message} ${again}`),
  };
}
