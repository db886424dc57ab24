// Promises 2 and 3 in the tables alone: every message once, numbered without holes.
import type { Book } from './book.ts';
import type { History, Report, StoredChannel, StoredMessage } from './history.ts';

export function checkStored({ channels, messages }: History, _book: Book, report: Report): void {
  const byChannel = Map.groupBy(messages, (message) => message.channel);
  for (const channel of channels) checkNumbers(channel, byChannel.get(channel.id) ?? [], report);
  for (const [channel, rows] of byChannel)
    if (!channels.some(({ id }) => id === channel))
      report('phantom', `${rows.length} messages in no channel ${channel}`);
  for (const [id, rows] of Map.groupBy(messages, (message) => message.id))
    if (rows.length > 1) report('doubled', `message ${id} is stored ${rows.length} times`);
  // Every text of a run is written once, so two messages that say the same are one message that was stored twice.
  const alive = messages.filter((message) => !message.deleted);
  for (const [hash, rows] of Map.groupBy(alive, (message) => message.hash))
    if (rows.length > 1) report('doubled', `the text ${hash} is stored as ${rows.map(({ id }) => id).join(' and ')}`);
}

function checkNumbers(channel: StoredChannel, rows: readonly StoredMessage[], report: Report): void {
  const bySeq = rows.toSorted((a, b) => a.seq - b.seq);
  const hole = bySeq.findIndex((row, index) => row.seq !== index + 1);
  if (hole !== -1) report('reordered', `${channel.id}: place ${hole + 1} holds seq ${bySeq[hole]?.seq}`);
  if (channel.last_seq !== rows.length)
    report('reordered', `${channel.id}: last_seq is ${channel.last_seq}, stored are ${rows.length}`);
  for (const [rev, same] of Map.groupBy(rows, (row) => row.rev)) {
    if (same.length > 1) report('doubled', `${channel.id}: rev ${rev} is ${same.map(({ id }) => id).join(' and ')}`);
    if (rev > channel.last_rev) report('reordered', `${channel.id}: rev ${rev} is beyond last_rev ${channel.last_rev}`);
  }
}
