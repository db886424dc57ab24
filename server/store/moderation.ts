// What is done to a member of a server or a room: removed, or silenced for a time.
import { rootOf, type ChannelId, type ServerId, type UserId } from '../../common/ids.ts';
import type { Bits } from '../../common/permissions.ts';
import { permissionsNow, roomPermissions } from '../domain/effective.ts';
import type { Standing } from '../domain/rules/servers.ts';
import type { AccessChange } from './access.ts';
import type { Place } from './bans.ts';
import { isoTime, rows, type Database, type Source } from './database.ts';
import { removeFromServer } from './server-members.ts';
import { waitAtMost, type Conditions } from './servers.ts';
import { transaction, type Transaction } from './transaction.ts';

/** Somebody in a room: those of the host stand above who made it, who stands above all others. */
export interface RoomStanding extends Standing {
  readonly isInside: boolean;
}

const roomStandings = {
  name: 'room_standings',
  text: `select u.id, c.owner_id is not distinct from u.id as made,
           exists (select 1 from channel_members m where m.channel_id = c.id and m.user_id = u.id) as inside,
           exists (select 1 from room_timeouts t where t.channel_id = c.id and t.user_id = u.id and t.until > now()) as timed_out,
           coalesce((select max(array_position(array['moderator', 'administrator', 'owner'], r.name)) from user_roles ur
             join roles r on r.id = ur.role_id and r.server_id is null where ur.user_id = u.id), 0) as platform
         from channels c, users u where c.id = $1 and u.id = any($2::uuid[])`,
};

interface RoomStandingRow {
  readonly id: UserId;
  readonly made: boolean;
  readonly inside: boolean;
  readonly timed_out: boolean;
  readonly platform: number;
}

const platformOwner = 3;

/** Of each of the users, whether they are in the room or not. */
export async function findRoomStandings(
  db: Source,
  room: ChannelId,
  users: readonly UserId[],
): Promise<ReadonlyMap<UserId, RoomStanding>> {
  const found = await rows<RoomStandingRow>(db, roomStandings, [room, users]);
  return new Map(found.map((row) => [row.id, toStanding(row)]));
}

function toStanding({ id, made, inside: isInside, timed_out: timedOut, platform }: RoomStandingRow): RoomStanding {
  const rank = platform > 0 ? platform + 1 : made ? 1 : 0;
  const moderates = platform > 0 || (made && isInside);
  const permissions = permissionsNow(roomPermissions(moderates), { archived: false, timedOut });
  return { id, isOwner: platform === platformOwner, rank, permissions, isInside };
}

/** Runs a change of a room's members while nobody joins it or writes in it. Undefined where the room is gone. */
export async function changeRoom<T, J>(
  db: Database,
  id: ChannelId,
  work: (tx: Transaction) => Promise<T>,
  { judge, patienceMs }: Conditions<J>,
): Promise<T | J | undefined> {
  return await transaction(db, async (tx) => {
    await waitAtMost(tx, patienceMs);
    const [locked] = await tx.rows(
      'select 1 from channels where id = $1 and server_id is null and dm_key is null for no key update',
      [id],
    );
    return locked === undefined ? undefined : ((await judge?.(tx)) ?? (await work(tx)));
  });
}

const lockOf = {
  server: 'select 1 from servers where id = $1 for no key update',
  room: 'select 1 from channels where id = $1 for no key update',
};

/** Returns when nobody else changes the place, or did a moment ago. */
export async function awaitPlace(db: Database, { type, id }: Place): Promise<void> {
  await rows(db, { name: `await_${type}`, text: lockOf[type] }, [id]);
}

/** Answers whether they were a member. Of what was given to them in a server nothing is left. */
export async function removeMember(tx: Transaction, place: Place, user: UserId): Promise<boolean> {
  if (place.type === 'room') {
    const left = await tx.rows('delete from channel_members where channel_id = $1 and user_id = $2 returning 1', [
      place.id,
      user,
    ]);
    return left.length > 0;
  }
  return await removeFromServer(tx, place.id, user);
}

/** `seconds` null ends it. Answers until when it is now and until when it was, or undefined where they are no member. */
export async function silence(
  tx: Transaction,
  place: Place,
  { user, seconds }: { readonly user: UserId; readonly seconds: number | null },
): Promise<{ readonly until: string | null; readonly before: string | null } | undefined> {
  const values = [place.id, user];
  const before = await silentUntil(tx, place, user);
  if (before === undefined) return undefined;
  const until = 'now() + make_interval(secs => $3::float8)';
  // Who leaves and comes back finds it again; a server is there by its root channel.
  if (seconds === null) await tx.rows('delete from room_timeouts where channel_id = $1 and user_id = $2', values);
  else
    await tx.rows(
      `insert into room_timeouts (channel_id, user_id, until) values ($1, $2, ${until})
       on conflict (channel_id, user_id) do update set until = excluded.until`,
      [...values, seconds],
    );
  if (place.type === 'server') {
    await tx.rows(`update server_members set timed_out_until = ${until} where server_id = $1 and user_id = $2`, [
      ...values,
      seconds,
    ]);
    await tx.rows(
      `update channel_members m set silent_until = ${until} from channels c
       where c.id = m.channel_id and c.server_id = $1 and m.user_id = $2`,
      [...values, seconds],
    );
  } else {
    await tx.rows(`update channel_members set silent_until = ${until} where channel_id = $1 and user_id = $2`, [
      ...values,
      seconds,
    ]);
  }
  return { until: (await silentUntil(tx, place, user)) ?? null, before };
}

/** Null: they may write; undefined: they are no member. */
async function silentUntil(tx: Transaction, place: Place, user: UserId): Promise<string | null | undefined> {
  const channel = place.type === 'server' ? rootOf(place.id) : place.id;
  const [found] = await tx.rows<{ until: string | null }>(
    `select case when silent_until > now() then ${isoTime('silent_until')} end as until
     from channel_members where channel_id = $1 and user_id = $2`,
    [channel, user],
  );
  return found?.until;
}

/** Every channel of the server that somebody is in, as a change that left their permissions as the roles say. */
export async function allAccess(db: Database, server: ServerId, user: UserId): Promise<readonly AccessChange[]> {
  const found = await rows<{ channel: ChannelId; permissions: Bits }>(
    db,
    {
      name: 'all_access',
      text: `select m.channel_id as channel, m.permissions::float8 as permissions from channel_members m
             join channels c on c.id = m.channel_id where c.server_id = $1 and m.user_id = $2`,
    },
    [server, user],
  );
  return found.map(({ channel, permissions }) => ({ user, channel, before: permissions, after: permissions }));
}
