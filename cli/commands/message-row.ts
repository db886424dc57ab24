// A message as `tail` prints it.
import type { Message } from '../../common/model.ts';
import { cutToMessage } from '../../common/text.ts';
import type { Row } from './command.ts';
import { localTime } from './local-time.ts';

/** The head holds local time and author; whatever the text contains comes after it or is indented below it. */
export function messageRow(message: Message): Row {
  const { id, channel, seq, content, timestamp, edited_at } = message;
  const edited = edited_at === null ? '' : ' (edited)';
  return {
    head: `${localTime(timestamp)}  ${message.user.username}${edited}  `,
    lines: cutToMessage(content).split('\n'),
    json: { id, channel, seq, user: message.user.username, content, timestamp, edited_at },
  };
}
