// Bans: who is kept out of a server or a room, and until when.
import type { ChannelId, ServerId, UserId } from '../../common/ids.ts';
import type { UserRef } from '../../common/model.ts';
import type { Ban } from '../../common/moderation.ts';
import { isoTime, rows, type Database } from './database.ts';
import type { Transaction } from './transaction.ts';

export type { Ban };

/** What is moderated by itself: a server with all its channels, or a room. */
export type Place =
  | { readonly type: 'server'; readonly id: ServerId }
  | { readonly type: 'room'; readonly id: ChannelId };

/** SQL for whether a row of `bans b` keeps anybody out at this moment: one that has ended is none. */
export const banHolds = '(b.until is null or b.until > now())';

const columnOf = { server: 'server_id', room: 'channel_id' } as const;

interface BanRow extends Omit<Ban, 'user' | 'banned_by'> {
  readonly user_id: UserId;
  readonly username: string;
  readonly by_id: UserId | null;
  readonly by_name: string;
}

const selected = `select b.user_id, u.username, b.banned_by as by_id, o.username as by_name, b.reason,
    ${isoTime('b.created_at')} as created_at, ${isoTime('b.until')} as until
  from bans b join users u on u.id = b.user_id left join users o on o.id = b.banned_by`;

function toBan({ user_id: id, username, by_id, by_name, reason, created_at, until }: BanRow): Ban {
  const banned_by: UserRef | null = by_id === null ? null : { id: by_id, username: by_name };
  return { user: { id, username }, banned_by, reason, created_at, until };
}

/** The ban that keeps somebody out now. */
export async function activeBan(tx: Transaction, place: Place, user: UserId): Promise<Ban | undefined> {
  const [found] = await tx.rows<BanRow>(
    `${selected} where b.${columnOf[place.type]} = $1 and b.user_id = $2 and ${banHolds}`,
    [place.id, user],
  );
  return found === undefined ? undefined : toBan(found);
}

export interface NewBan {
  readonly user: UserId;
  readonly by: UserId;
  readonly reason: string;
  /** Null: until it is lifted. */
  readonly duration_s: number | null;
}

/** In place of an earlier one. */
export async function writeBan(tx: Transaction, place: Place, ban: NewBan): Promise<Ban> {
  const column = columnOf[place.type];
  await tx.rows(
    `insert into bans (id, ${column}, user_id, banned_by, reason, until)
     values (gen_random_uuid(), $1, $2, $3, $4, now() + make_interval(secs => $5::float8))
     on conflict (${column}, user_id) where ${column} is not null
     do update set banned_by = excluded.banned_by, reason = excluded.reason, created_at = now(), until = excluded.until`,
    [place.id, ban.user, ban.by, ban.reason, ban.duration_s],
  );
  const written = await activeBan(tx, place, ban.user);
  if (written === undefined) throw new Error('a ban vanished while it was written');
  return written;
}

/** Answers whether there was one that held. */
export async function liftBan(tx: Transaction, place: Place, user: UserId): Promise<boolean> {
  const gone = await tx.rows<{ held: boolean }>(
    `delete from bans b where b.${columnOf[place.type]} = $1 and b.user_id = $2 returning ${banHolds} as held`,
    [place.id, user],
  );
  return gone[0]?.held === true;
}

/** By user name, without those that have ended. */
export async function listBans(
  db: Database,
  place: Place,
  page: { readonly after: string; readonly limit: number },
): Promise<Ban[]> {
  const text = `${selected} where b.${columnOf[place.type]} = $1 and ${banHolds} and lower(u.username) > lower($2)
    order by lower(u.username) limit $3`;
  const found = await rows<BanRow>(db, { name: `bans_of_${place.type}`, text }, [place.id, page.after, page.limit]);
  return found.map(toBan);
}
