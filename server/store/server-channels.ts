// The channels of a server: made, changed and deleted, under the server's lock.
import type { Refusal } from '../../common/errors.ts';
import { ChannelId, newId, type CategoryId, type ServerId, type UserId } from '../../common/ids.ts';
import type { Channel } from '../../common/model.ts';
import type { Bits } from '../../common/permissions.ts';
import type { AccessChange } from './access.ts';
import { arrange, changedColumns, moved, toChanged, type ChangedChannel, type ChangedRow } from './arrangement.ts';
import { recordAudit } from './audit.ts';
import { findMembership } from './channels.ts';
import { violatedConstraint, type Database } from './database.ts';
import { bury } from './graveyard.ts';
import { deniedEverybody, denyEverybody, keepFor } from './overrides.ts';
import { differences, type Deed } from './server-changes.ts';
import { changeServer, type ServerChange, type ServerWork } from './servers.ts';
import { overSeated } from './seats.ts';
import { findStandings } from './standings.ts';
import type { Transaction } from './transaction.ts';

export interface NewChannel {
  readonly server: ServerId;
  readonly name: string;
  readonly topic: string;
  readonly type: 'text' | 'voice';
  readonly category: CategoryId | null;
  /** What the default role does without in it, and its maker keeps. */
  readonly denied: Bits;
  /** How many channels one server may have. */
  readonly most: number;
  /** How many channels of servers everybody in it may be in. */
  readonly seats: number;
}

export type NotMade = Refusal | { readonly over: string } | 'limit_reached' | 'no_such_category' | 'name_taken';

/** Undefined where the server is gone. */
export async function createServerChannel(
  db: Database,
  made: NewChannel,
  deed: Deed,
): Promise<ServerChange<ChannelId> | { readonly undone: NotMade } | undefined> {
  const { server, name, topic, type, category, denied } = made;
  const id = newId(ChannelId);
  const work = async (tx: Transaction): Promise<ServerWork<ChannelId, NotMade>> => {
    const [now] = await tx.rows<{ channels: number; last: number; known: boolean }>(
      `select count(*)::float8 as channels, count(*) filter (where c.category_id is not distinct from $2)::float8 as last,
           $2::uuid is null or exists (select 1 from categories g where g.id = $2 and g.server_id = $1) as known
         from channels c where c.server_id = $1 and c.id <> $1`,
      [server, category],
    );
    if (now === undefined || now.channels >= made.most) return { undone: 'limit_reached' };
    if (!now.known) return { undone: 'no_such_category' };
    await tx.rows(
      `insert into channels (id, server_id, name, topic, type, category_id, position) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, server, name, topic, type, category, now.last],
    );
    if (denied !== 0) {
      await denyEverybody(tx, id, { deny: denied, undeny: 0 });
      const maker = (await findStandings(tx, server, [deed.actor.id])).get(deed.actor.id);
      await keepFor(tx, id, deed.actor.id, denied & (maker?.permissions ?? 0));
    }
    const target = { type: 'channel', id, name };
    await recordAudit(tx, { server, ...deed, action: 'channel.create', target, after: { type, category } });
    return { result: id, access: { channels: [id] } };
  };
  const judgeOutcome = async (tx: Transaction): Promise<NotMade | undefined> => {
    const over = await overSeated(tx, { channel: id, most: made.seats });
    return over === undefined ? undefined : { over };
  };
  const { judge } = deed;
  return await unlessTaken(() => changeServer<ChannelId, NotMade, NotMade>(db, server, work, { judge, judgeOutcome }));
}

/** What is not named stays; `before`: null is the end. */
export interface Reshape {
  readonly name?: string | undefined;
  readonly topic?: string | undefined;
  readonly slow_mode_s?: number | undefined;
  readonly archived?: boolean | undefined;
  readonly category?: CategoryId | null | undefined;
  readonly before?: ChannelId | null | undefined;
  /** What the default role is denied from now on, and what not any more. */
  readonly deny: Bits;
  readonly undeny: Bits;
}

/** `same`: it was so already. */
export type NotReshaped = Refusal | 'gone' | 'no_such_place' | 'name_taken' | 'same';

export interface Reshaped {
  /** In their order. */
  readonly changed: readonly ChangedChannel[];
  /** Those who may do something else there though nobody gave or took it. */
  readonly members: readonly AccessChange[];
}

/** Answers the changes in their order, those of others that moved included. */
export async function reshapeChannel(
  db: Database,
  { server, id }: { readonly server: ServerId; readonly id: ChannelId },
  wanted: Reshape,
  deed: Deed,
): Promise<ServerChange<Reshaped> | { readonly undone: NotReshaped } | undefined> {
  const work = async (tx: Transaction): Promise<ServerWork<Reshaped, NotReshaped>> => {
    const [old] = await tx.rows<ChangedRow>(
      `select ${changedColumns} from channels c where c.id = $1 and c.server_id = $2 and c.id <> $2`,
      [id, server],
    );
    if (old === undefined) return { undone: 'gone' };
    const before = toChanged(old).channel;
    const place = await placeOf(tx, server, before.category_id, wanted);
    if (place === undefined) return { undone: 'no_such_place' };
    const parts = { ...wanted, ...(await newlyDenied(tx, id, wanted)) };
    const changed = differs(before, parts) ? await changeOwn(tx, id, parts, deed.actor.id) : [];
    if (place !== 'same')
      changed.push(
        ...(await arrange(
          tx,
          server,
          (seats) => moved(seats, { id, category: place.category }, place.before) ?? seats,
        )),
      );
    if (changed.length === 0) return { undone: 'same' };
    const after = changed.findLast(({ channel }) => channel.id === id)?.channel ?? before;
    const target = { type: 'channel', id, name: after.name };
    const [denied, undenied] = [{ denied: parts.deny }, { undenied: parts.undeny }];
    const diff = differences({ ...before, denied: 0, undenied: 0 }, { ...after, ...denied, ...undenied });
    await recordAudit(tx, { server, ...deed, action: 'channel.update', target, ...diff });
    const members = after.archived === before.archived ? [] : await everybodyIn(tx, id);
    return { result: { changed, members }, access: { channels: [id] } };
  };
  return await unlessTaken(() => changeServer(db, server, work, deed));
}

type OwnParts = Pick<Reshape, 'name' | 'topic' | 'slow_mode_s' | 'archived' | 'deny' | 'undeny'>;

function differs(before: Channel, { deny, undeny, ...wanted }: OwnParts): boolean {
  const names = ['name', 'topic', 'slow_mode_s', 'archived'] as const;
  const isOther = names.some((name) => wanted[name] !== undefined && wanted[name] !== before[name]);
  return isOther || (deny | undeny) !== 0;
}

/** What of it is not so already. */
async function newlyDenied(
  tx: Transaction,
  id: ChannelId,
  { deny, undeny }: Pick<Reshape, 'deny' | 'undeny'>,
): Promise<Pick<Reshape, 'deny' | 'undeny'>> {
  if ((deny | undeny) === 0) return { deny, undeny };
  const denied = await deniedEverybody(tx, id);
  return { deny: deny & ~denied, undeny: undeny & denied };
}

async function changeOwn(tx: Transaction, id: ChannelId, wanted: OwnParts, by: UserId): Promise<ChangedChannel[]> {
  if ((wanted.deny | wanted.undeny) !== 0) {
    // What who asks may do in it, they keep.
    const granted = (await findMembership(tx, id, by))?.member?.permissions ?? 0;
    await denyEverybody(tx, id, wanted);
    await keepFor(tx, id, by, wanted.deny & granted);
  }
  const rows = await tx.rows<ChangedRow>(
    `update channels c set name = coalesce($2, name), topic = coalesce($3, topic), slow_mode_s = coalesce($4, slow_mode_s),
       archived_at = case when $5::boolean is null then archived_at when $5 then coalesce(archived_at, now()) end,
       last_rev = last_rev + 1 where id = $1 returning ${changedColumns}`,
    [id, wanted.name ?? null, wanted.topic ?? null, wanted.slow_mode_s ?? null, wanted.archived ?? null],
  );
  return rows.map(toChanged);
}

/** Where it is to stand; undefined where there is no such place. */
async function placeOf(
  tx: Transaction,
  server: ServerId,
  held: CategoryId | null,
  { category, before }: Pick<Reshape, 'category' | 'before'>,
): Promise<{ readonly category: CategoryId | null; readonly before: ChannelId | null } | 'same' | undefined> {
  if (category === undefined && before === undefined) return 'same';
  if (before !== undefined && before !== null) {
    const [next] = await tx.rows<{ category: CategoryId | null }>(
      'select category_id as category from channels where id = $1 and server_id = $2 and id <> $2',
      [before, server],
    );
    if (next === undefined || (category !== undefined && category !== next.category)) return undefined;
    return { category: next.category, before };
  }
  const wanted = category === undefined ? held : category;
  if (wanted === null) return { category: null, before: null };
  const known = await tx.rows('select 1 from categories where id = $1 and server_id = $2', [wanted, server]);
  return known.length === 1 ? { category: wanted, before: null } : undefined;
}

/** Who was in it, and which channels moved up. Undefined where it is gone already. */
export interface Deletion extends ServerChange<readonly ChangedChannel[]> {
  readonly users: readonly UserId[];
}

export async function deleteServerChannel(
  db: Database,
  { server, id, name }: { readonly server: ServerId; readonly id: ChannelId; readonly name: string },
  deed: Deed,
): Promise<Deletion | { readonly undone: Refusal | 'gone' } | undefined> {
  let users: readonly UserId[] = [];
  const work = async (tx: Transaction): Promise<ServerWork<readonly ChangedChannel[], 'gone'>> => {
    const held = await tx.rows('select 1 from channels where id = $1 and server_id = $2 and id <> $2', [id, server]);
    if (held.length === 0) return { undone: 'gone' };
    users = (await bury(tx, [id])).map(({ user }) => user);
    const result = await arrange(tx, server);
    await recordAudit(tx, { server, ...deed, action: 'channel.delete', target: { type: 'channel', id, name } });
    return { result, access: { channels: [] } };
  };
  const change = await changeServer(db, server, work, deed);
  return change === undefined || 'undone' in change ? change : { ...change, users };
}

/** Everybody in a channel, for whom what they may do there is different because the channel is. */
async function everybodyIn(tx: Transaction, channel: ChannelId): Promise<AccessChange[]> {
  return await tx.rows<AccessChange>(
    `select user_id as "user", channel_id as channel, permissions::float8 as before, permissions::float8 as after
     from channel_members where channel_id = $1`,
    [channel],
  );
}

async function unlessTaken<T>(work: () => Promise<T>): Promise<T | { readonly undone: 'name_taken' }> {
  try {
    return await work();
  } catch (error) {
    if (violatedConstraint(error) === 'channels_server_name_unique') return { undone: 'name_taken' };
    throw error;
  }
}
