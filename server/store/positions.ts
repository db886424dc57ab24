// How far channels are, and what a node needs to bring its clients there.
import { rootOf, type ChannelId, type ServerId } from '../../common/ids.ts';
import type { MessageId } from '../../common/ids.ts';
import type { Channel, Message } from '../../common/model.ts';
import type { Server } from '../../common/places.ts';
import { channelColumns } from './channels.ts';
import { rows, type Database } from './database.ts';
import { changesPage, toMessage } from './messages.ts';
import { findServer } from './servers.ts';

const lastRevsOf = {
  name: 'last_revs',
  text: `select id, last_rev::float8 as last_rev from channels where id = any($1::uuid[])`,
};

const channelNow = {
  name: 'channel_now',
  text: `select ${channelColumns}, c.last_rev::float8 as last_rev from channels c where c.id = $1`,
};

/** The number of the latest change of each channel. */
export async function lastRevs(db: Database, channels: readonly ChannelId[]): Promise<ReadonlyMap<ChannelId, number>> {
  const found = await rows<{ id: ChannelId; last_rev: number }>(db, lastRevsOf, [channels]);
  return new Map(found.map(({ id, last_rev }) => [id, last_rev]));
}

/** A channel as it is; or, where it is the root of a server, that. */
type Latest =
  | { readonly type: 'channel.updated'; readonly channel: Channel }
  | { readonly type: 'server.updated'; readonly server: Server };

/** What changed in a channel after some change, complete up to the change `rev`, with the channel as it was then. */
export interface Missed {
  readonly changes: readonly Message[];
  /** Those of them whose latest change pinned them, or took the pin away. */
  readonly pins: ReadonlySet<MessageId>;
  readonly latest: Latest;
  readonly rev: number;
  /** How far the channel was then: further than `rev` where that was too much for once. */
  readonly last_rev: number;
}

/** At most `limit` messages; undefined where the channel is gone. */
export async function missedAfter(
  db: Database,
  id: ChannelId,
  after: number,
  limit: number,
): Promise<Missed | undefined> {
  const row = (await rows<Channel & { last_rev: number }>(db, channelNow, [id]))[0];
  if (row === undefined) return undefined;
  const { last_rev, ...channel } = row;
  if (channel.server_id !== null && rootOf(channel.server_id) === id) return await serverNow(db, channel.server_id);
  const { changes, pins, rev } = await changesUpTo(db, id, { after, until: last_rev, limit });
  return { changes, pins, latest: { type: 'channel.updated', channel }, rev, last_rev };
}

async function serverNow(db: Database, id: ServerId): Promise<Missed | undefined> {
  const found = await findServer(db, id);
  if (found === undefined) return undefined;
  const { server, rev } = found;
  return { changes: [], pins: new Set(), latest: { type: 'server.updated', server }, rev, last_rev: rev };
}

/** The messages whose latest change is after `after`, at most `limit`; with them everything up to the change `rev` is known. */
export async function changesUpTo(
  db: Database,
  id: ChannelId,
  { after, until, limit }: { readonly after: number; readonly until: number; readonly limit: number },
): Promise<{ changes: Message[]; pins: ReadonlySet<MessageId>; has_more: boolean; rev: number }> {
  const page = await changesPage(db, id, after, limit);
  // What came after `until` was read is not complete with what was read then: it is left for the next time.
  const changes = page.changes.filter((message) => message.rev <= until);
  const has_more = page.has_more && changes.length === page.changes.length;
  const pins = new Set(changes.filter(({ is_pin }) => is_pin).map(({ id: message }) => message));
  return { changes: changes.map(toMessage), pins, has_more, rev: has_more ? (changes.at(-1)?.rev ?? after) : until };
}
