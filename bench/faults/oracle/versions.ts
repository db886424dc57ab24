// Whatever anybody was shown is, or once was, exactly what is stored, and the same for everybody.
import type { ChannelId, MessageId } from '../../../common/ids.ts';
import type { Book } from './book.ts';
import type { Entry, History, Report, StoredMessage, Version } from './history.ts';

export function checkVersions(history: History, book: Book, report: Report): void {
  const texts = textsOf(history);
  const first = new Map<string, { readonly entry: Entry; readonly version: Version }>();

  const look = (entry: Entry, channel: ChannelId, version: Version) => {
    const { id, rev } = version;
    const problem = problemOf(book.byId.get(id), channel, version, texts.get(id));
    if (problem !== undefined) return report(problem.broken, `${id} in ${channel}: ${problem.what}`, entry);
    const other = book.byRev(channel, rev);
    if (other !== undefined && other.id !== id)
      return report('phantom', `rev ${rev} of ${channel} was shown as ${id}, stored is ${other.id}`, entry);
    const key = `${channel} ${rev}`;
    const known = first.get(key);
    if (known === undefined) first.set(key, { entry, version });
    else if (known.version.id !== id || known.version.hash !== version.hash)
      report('phantom', `rev ${rev} of ${channel} was shown in two forms`, known.entry, entry);
    return undefined;
  };

  for (const entry of history.entries) {
    if (entry.type === 'heard' || entry.type === 'acknowledged') look(entry, entry.channel, entry);
    else if (entry.type === 'healed') for (const version of entry.given) look(entry, entry.channel, version);
  }
}

function problemOf(
  row: StoredMessage | undefined,
  channel: ChannelId,
  version: Version,
  texts: ReadonlySet<string> | undefined,
): { readonly broken: 'phantom' | 'doubled'; readonly what: string } | undefined {
  const { seq, rev, hash } = version;
  if (row === undefined) return { broken: 'phantom', what: 'it was shown and is not stored' };
  if (row.channel !== channel) return { broken: 'phantom', what: `it is stored in ${row.channel}` };
  if (row.seq !== seq) return { broken: 'doubled', what: `it was shown as seq ${seq}, stored is seq ${row.seq}` };
  if (rev > row.rev) return { broken: 'phantom', what: `rev ${rev} was shown, stored is rev ${row.rev}` };
  if (rev === row.rev && hash !== row.hash)
    return { broken: 'phantom', what: `rev ${rev} was shown as ${hash}, stored is ${row.hash}` };
  if (texts?.has(hash) !== true) return { broken: 'phantom', what: `nobody wrote ${hash}` };
  return undefined;
}

function textsOf({ entries }: History): Map<MessageId, Set<string>> {
  const texts = new Map<MessageId, Set<string>>();
  for (const entry of entries) {
    if (entry.type !== 'sent' && entry.type !== 'changing') continue;
    const known = texts.get(entry.id);
    if (known === undefined) texts.set(entry.id, new Set([entry.hash]));
    else known.add(entry.hash);
  }
  return texts;
}
