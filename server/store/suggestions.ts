// Suggestions of people to know, in one statement: from mutual friends, common places and mentions of each other. What it adds
// up is said in docs/people.md, and once more in plain code in test-suggestions.ts, which the suite holds it against.
import type { ChannelId, ServerId, UserId } from '../../common/ids.ts';
import type { HostLimits } from '../../common/limits.ts';
import type { UserRef } from '../../common/model.ts';
import type { Reason } from '../../common/suggestions.ts';
import { rows, type Database, type Statement } from './database.ts';

/** How much is read at most: somebody with very many friends is answered as quickly as anybody. */
export type SuggestionLimits = Pick<
  HostLimits,
  | 'suggestionFriendsRead'
  | 'suggestionFriendsOfFriendRead'
  | 'suggestionPlacesRead'
  | 'suggestionPlaceMembersMax'
  | 'suggestionMentionsRead'
>;

export interface FoundSuggestion {
  readonly user: UserRef;
  readonly score: number;
  readonly reasons: Reason[];
}

/** How long a mention counts. */
export const mentionDays = 30;
/** So many mutual friends are named, and so many places of a kind. */
export const namesShown = 3;

/** Mutual friends, each with their number of friends: the fewer, the more it says (Adamic and Adar, 2003). */
const throughFriends = (limits: SuggestionLimits) => `mine as materialized (
    select m.id, x.ids, x.n, 1 / ln(greatest(x.n, 2)::float8) as weight from (
      select f.user_id_2 as id from friends f where f.user_id_1 = $1 and f.status = 'friend'
      order by f.created_at desc, f.user_id_2 limit ${limits.suggestionFriendsRead}) m
    cross join lateral (select array_agg(y.id) as ids, count(*) as n from (
      select f.user_id_2 as id from friends f where f.user_id_1 = m.id and f.status = 'friend'
      order by f.user_id_2 limit ${limits.suggestionFriendsOfFriendRead}) y) x
  )`;

const membersOf = (table: string, place: string, limits: SuggestionLimits) =>
  `cross join lateral (select array_agg(y.user_id) as ids, count(*) as n from (
      select m.user_id from ${table} m where m.${place} = p.id limit ${limits.suggestionPlaceMembersMax + 1}) y) x`;

/** Servers and rooms that one is in; those with too many members say nothing about who knows whom. */
const throughPlaces = (limits: SuggestionLimits) => `read as materialized (
    select 'server' as kind, p.id, p.name, x.ids, x.n from (
      select s.id, s.name from server_members m join servers s on s.id = m.server_id where m.user_id = $1
      order by m.joined_at desc, s.id limit ${limits.suggestionPlacesRead}) p
    ${membersOf('server_members', 'server_id', limits)}
    union all
    select 'room', p.id, p.name, x.ids, x.n from (
      select c.id, c.name from channel_members m join channels c on c.id = m.channel_id and c.server_id is null and c.dm_key is null
      where m.user_id = $1 order by m.joined_at desc, c.id limit ${limits.suggestionPlacesRead}) p
    ${membersOf('channel_members', 'channel_id', limits)}
  ), places as materialized (
    select p.*, 1 / ln(1 + p.n::float8) as weight from read p where p.n <= ${limits.suggestionPlaceMembersMax}
  )`;

/** Mentions of each other, where both can see them: not in DMs, which are no secret between the two but of no use here. */
const throughMentions = (limits: SuggestionLimits) => `talks as materialized (
    select m.channel_id as id from channel_members m join channels c on c.id = m.channel_id and c.dm_key is null
    where m.user_id = $1 and c.last_seq > 0 order by m.joined_at desc, c.id limit ${limits.suggestionPlacesRead}
  ), said as (
    select x.user_id as id from talks t cross join lateral (
      select n.seq from mentions n where n.user_id = $1 and n.channel_id = t.id order by n.seq desc limit ${limits.suggestionMentionsRead}) n
    join messages x on x.channel_id = t.id and x.seq = n.seq and x.timestamp > now() - interval '${mentionDays} days'
    union all
    select n.user_id from talks t cross join lateral (
      select n.user_id, n.seq from mentions n where n.channel_id = t.id order by n.seq desc, n.user_id
      limit ${limits.suggestionMentionsRead}) n
    join messages x on x.channel_id = t.id and x.seq = n.seq and x.user_id = $1
      and x.timestamp > now() - interval '${mentionDays} days'
  ), mentioned as materialized (
    select id, count(*) as n, 0.5 * ln(1 + count(*)::float8) as weight from said group by id
  )`;

/**
 * What is joined here is small or found by an index: the connections of a host join in no other way (see open.ts). Who is to
 * be left out is looked up in a table that the statement makes for itself, which is how `not in` is carried out.
 */
const text = (
  limits: SuggestionLimits,
) => `with ${throughFriends(limits)}, ${throughPlaces(limits)}, ${throughMentions(limits)},
  excluded as materialized (
    select $1::uuid as id
    union select f.user_id_2 from friends f where f.user_id_1 = $1
    union select f.user_id_1 from friends f where f.user_id_2 = $1
    union select d.dismissed_id from dismissed_suggestions d where d.user_id = $1
  ), scored as materialized (
    select s.id, round(sum(s.weight) * 1e9) as score from (
      select unnest(m.ids) as id, m.weight from mine m
      union all
      select unnest(p.ids), p.weight from places p
      union all
      select m.id, m.weight from mentioned m
    ) s where s.id not in (select e.id from excluded e) group by s.id
  ), chosen as materialized (
    select u.id, u.username, s.score from (select id, score from scored order by score desc, id) s
    join users u on u.id = s.id where u.is_suggested and (u.suspended_until is null or u.suspended_until <= now())
    order by s.score desc, s.id limit $2
  )
  select c.id, c.username, c.score / 1e9 as score, f.n::float8 as mutual, f.names, t.places, s.n::float8 as mentions
  from chosen c
  cross join lateral (
    select count(*) as n, (array_agg(u.username order by m.n, lower(u.username)))[1:${namesShown}] as names
    from mine m join users u on u.id = m.id where c.id = any(m.ids)) f
  cross join lateral (
    select jsonb_agg(jsonb_build_object('kind', p.kind, 'id', p.id, 'name', p.name) order by p.n, p.id) as places
    from places p where c.id = any(p.ids)) t
  left join mentioned s on s.id = c.id
  order by c.score desc, c.id`;

type FoundPlace =
  | { readonly kind: 'server'; readonly id: ServerId; readonly name: string }
  | { readonly kind: 'room'; readonly id: ChannelId; readonly name: string };

interface SuggestionRow {
  readonly id: UserId;
  readonly username: string;
  readonly score: number;
  readonly mutual: number;
  readonly names: readonly string[] | null;
  readonly places: readonly FoundPlace[] | null;
  readonly mentions: number | null;
}

const statements = new Map<string, Statement>();

/** The limits stand in the statement, so that it is planned with them. */
function statementFor(limits: SuggestionLimits): Statement {
  const { suggestionFriendsRead, suggestionFriendsOfFriendRead, suggestionPlacesRead } = limits;
  const { suggestionPlaceMembersMax, suggestionMentionsRead } = limits;
  const some = [suggestionFriendsRead, suggestionFriendsOfFriendRead, suggestionPlacesRead];
  const name = ['suggest', ...some, suggestionPlaceMembersMax, suggestionMentionsRead].join('_');
  const known = statements.get(name);
  if (known !== undefined) return known;
  const made = { name, text: text(limits) };
  statements.set(name, made);
  return made;
}

/**
 * The likeliest first, of equals the older account. Never oneself, a friend, somebody asked or asking, dismissed, blocked by
 * either side, suspended, or who does not want to be suggested; and for no reason that the user cannot see themself.
 */
export async function suggest(
  db: Database,
  user: UserId,
  { most, limits }: { readonly most: number; readonly limits: SuggestionLimits },
): Promise<FoundSuggestion[]> {
  const found = await rows<SuggestionRow>(db, statementFor(limits), [user, most]);
  return found.map((row) => ({
    user: { id: row.id, username: row.username },
    score: row.score,
    reasons: reasonsOf(row),
  }));
}

function reasonsOf({ mutual, names, places, mentions }: SuggestionRow): Reason[] {
  const reasons: Reason[] = [];
  if (mutual > 0) reasons.push({ type: 'mutual_friends', count: mutual, names: [...(names ?? [])] });
  for (const place of (places ?? []).slice(0, namesShown))
    reasons.push(
      place.kind === 'server'
        ? { type: 'server', server: place.id, name: place.name }
        : { type: 'room', channel: place.id, name: place.name },
    );
  if (mentions !== null) reasons.push({ type: 'mentions', count: mentions });
  return reasons;
}
