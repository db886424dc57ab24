// Promises 1 to 3 as who writes sees them: acknowledged is stored, once, after everything that was acknowledged before it was sent.
import type { ChannelId, MessageId } from '../../../common/ids.ts';
import type { Book } from './book.ts';
import type { EntryOf, History, Report, StoredMessage } from './history.ts';

/** All that was written of one message. */
interface Written {
  readonly sent: EntryOf<'sent'>;
  /** What had the highest number in the channel when this was first sent. */
  readonly behind: EntryOf<'acknowledged'> | undefined;
  readonly tries: Map<number, EntryOf<'changing'>>;
  readonly changed: EntryOf<'changed'>[];
  acknowledged: EntryOf<'acknowledged'> | undefined;
}

export function checkSent(history: History, book: Book, report: Report): void {
  const written = collect(history, report);
  for (const [id, one] of written) {
    const row = book.byId.get(id);
    checkAcknowledged(id, one, row, report);
    if (row === undefined) continue;
    if (one.behind !== undefined && row.seq <= one.behind.seq)
      report('reordered', `${id} has seq ${row.seq}, before what was acknowledged earlier`, one.behind, one.sent);
    checkContent(id, one, row, report);
  }
  for (const { id } of history.messages)
    if (!written.has(id)) report('phantom', `message ${id} is stored and nobody sent it`);
}

function collect({ entries }: History, report: Report): Map<MessageId, Written> {
  const written = new Map<MessageId, Written>();
  const highest = new Map<ChannelId, EntryOf<'acknowledged'>>();
  for (const entry of entries) {
    if (entry.type === 'refused') report('refused', entry.what, entry);
    if (entry.type === 'sent' && !written.has(entry.id)) {
      const behind = highest.get(entry.channel);
      written.set(entry.id, { sent: entry, behind, tries: new Map(), changed: [], acknowledged: undefined });
    }
    if (entry.type === 'changing') written.get(entry.id)?.tries.set(entry.attempt, entry);
    if (entry.type === 'changed') written.get(entry.id)?.changed.push(entry);
    if (entry.type !== 'acknowledged') continue;
    const one = written.get(entry.id);
    if (one?.acknowledged !== undefined && one.acknowledged.seq !== entry.seq)
      report('doubled', `${entry.id} was acknowledged with two numbers`, one.acknowledged, entry);
    if (one !== undefined) one.acknowledged ??= entry;
    if (entry.seq > (highest.get(entry.channel)?.seq ?? 0)) highest.set(entry.channel, entry);
  }
  return written;
}

function checkAcknowledged(id: MessageId, one: Written, row: StoredMessage | undefined, report: Report): void {
  const { sent, acknowledged } = one;
  if (acknowledged === undefined) return;
  if (row === undefined) report('lost', `${id} was acknowledged and is not stored`, sent, acknowledged);
  else if (row.seq !== acknowledged.seq)
    report('reordered', `${id} was acknowledged as seq ${acknowledged.seq}, stored is ${row.seq}`, sent, acknowledged);
  else if (row.channel !== sent.channel)
    report('wrong person', `${id} was sent to ${sent.channel} and is stored in ${row.channel}`, sent);
}

/** What a message says is the last acknowledged text of it, or one whose attempt was never answered. */
function checkContent(id: MessageId, { sent, tries, changed }: Written, row: StoredMessage, report: Report): void {
  const last = changed.toSorted((a, b) => b.rev - a.rev)[0];
  if (last !== undefined && last.rev > row.rev)
    return report('lost', `a change of ${id} was acknowledged as rev ${last.rev}, stored is rev ${row.rev}`, last);
  const answered = new Set(changed.map(({ attempt }) => attempt));
  const open = [...tries.values()].filter(({ attempt }) => !answered.has(attempt));
  const possible = [last?.hash ?? sent.hash, ...open.map(({ hash }) => hash)];
  if (!possible.includes(row.hash))
    report('lost', `${id} says ${row.hash}, it should say ${possible.join(' or ')}`, sent, last, ...open);
  return undefined;
}
