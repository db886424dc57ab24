// What must be true of a channel after a crash, whoever is asked.
import type { Client } from 'pg';
import type { Message } from '../../common/model.ts';
import type { Editor } from './editor.ts';
import type { Sender } from './sender.ts';

export type Report = (problem: string) => void;

type Place = Pick<Message, 'id' | 'seq' | 'rev' | 'content'>;

/** Numbers 1..n without holes, every change number once, every id once. */
export function checkNumbers(where: string, stored: readonly Place[], report: Report): void {
  const hole = stored.findIndex((message, index) => message.seq !== index + 1);
  if (hole !== -1) report(`${where}: place ${hole + 1} holds seq ${stored[hole]?.seq}`);
  for (const field of ['rev', 'id'] as const) {
    const seen = new Set(stored.map((message) => message[field]));
    if (seen.size !== stored.length)
      report(`${where}: ${stored.length} messages have ${seen.size} different ${field}s`);
  }
}

/** Everything acknowledged is stored as it was acknowledged, and nothing else is stored. */
export function checkSent(stored: readonly Place[], senders: readonly Sender[], editor: Editor, report: Report): void {
  const byId = new Map(stored.map((message) => [message.id, message]));
  let known = 0;
  for (const { sent } of senders) {
    for (const { id, content, answer } of sent.values()) {
      const found = byId.get(id);
      if (found !== undefined) known += 1;
      if (answer === undefined) report(`${id} was never acknowledged (${found === undefined ? 'not ' : ''}stored)`);
      else if (found === undefined) report(`${id} was acknowledged as seq ${answer.seq} and is not stored`);
      else if (found.seq !== answer.seq || found.content !== content)
        report(
          `${id} was acknowledged as seq ${answer.seq} and is stored as seq ${found.seq} (${found.content.slice(0, 20)})`,
        );
    }
  }
  for (const [id, contents] of editor.possible) {
    const found = byId.get(id);
    if (found !== undefined) known += 1;
    // The first attempt may have failed with the host: only then there may be nothing.
    if (found === undefined ? !contents.includes('first') : !contents.includes(found.content))
      report(`${id} should say one of ${JSON.stringify(contents)} and says ${JSON.stringify(found?.content)}`);
  }
  if (known !== stored.length) report(`${stored.length - known} stored messages were sent by nobody`);
}

/** What one party holds is what is stored, in order. */
export function checkSame(who: string, held: readonly Place[], stored: readonly Place[], report: Report): void {
  const line = (message: Place | undefined) =>
    message === undefined
      ? 'nothing'
      : JSON.stringify([message.seq, message.rev, message.id, message.content.slice(0, 40)]);
  const count = Math.max(held.length, stored.length);
  for (let i = 0; i < count; i++) {
    if (line(held[i]) === line(stored[i])) continue;
    return report(`${who}: place ${i + 1} holds ${line(held[i])}, stored is ${line(stored[i])}`);
  }
}

/** The rows of a channel, from the database itself. */
export async function storedRows(client: Client, channel: string): Promise<Place[]> {
  const { rows } = await client.query<Place>(
    'select id, seq::float8 as seq, rev::float8 as rev, content from messages where channel_id = $1 order by seq',
    [channel],
  );
  return rows;
}

/** Every channel of the database, by the database alone: counters, holes, change numbers. */
export async function checkDatabase(client: Client, report: Report): Promise<number> {
  const { rows: channels } = await client.query<{
    id: string;
    last_seq: number;
    last_rev: number;
    n: number;
    top: number;
    revs: number;
    rev: number;
  }>(
    `select c.id, c.last_seq::float8 as last_seq, c.last_rev::float8 as last_rev, count(m.id)::float8 as n,
      coalesce(max(m.seq), 0)::float8 as top, count(distinct m.rev)::float8 as revs, coalesce(max(m.rev), 0)::float8 as rev
     from channels c left join messages m on m.channel_id = c.id group by c.id`,
  );
  let total = 0;
  for (const { id, last_seq, last_rev, n, top, revs, rev } of channels) {
    total += n;
    if (n !== top || n !== last_seq || n !== revs || rev !== last_rev)
      report(`channel ${id}: ${JSON.stringify({ n, top, last_seq, revs, rev, last_rev })} do not agree`);
  }
  return total;
}
