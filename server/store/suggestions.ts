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
    select f.user_id_2 as id from friends f where f.user_id_1 = $1 and f.status = 'friend'
    order by f.created_at desc, f.user_id_2 limit ${limits.suggestionFriendsRead}
  ), reached as materialized (
    select m.id as friend, x.id from mine m cross join lateral (
      select f.user_id_2 as id from friends f where f.user_id_1 = m.id and f.status = 'friend'
      order by f.user_id_2 limit ${limits.suggestionFriendsOfFriendRead}) x
  ), degrees as materialized (
    select friend, count(*) as n, 1 / ln(greatest(count(*), 2)::float8) as weight from reached group by friend
  )`;

/** Servers and rooms that one is in; those with too many members say nothing about who knows whom. */
const throughPlaces = (limits: SuggestionLimits) => `places as materialized (
    (select 'server' as kind, s.server_id as id from server_members s where s.user_id = $1
     order by s.joined_at desc, s.server_id limit ${limits.suggestionPlacesRead})
    union all
    (select 'room', c.id from channel_members m join channels c on c.id = m.channel_id and c.server_id is null and c.dm_key is null
     where m.user_id = $1 order by m.joined_at desc, c.id limit ${limits.suggestionPlacesRead})
  ), present as materialized (
    select p.kind, p.id as place, x.user_id as id from places p cross join lateral (
      (select m.user_id from server_members m where p.kind = 'server' and m.server_id = p.id limit ${limits.suggestionPlaceMembersMax + 1})
      union all
      (select m.user_id from channel_members m where p.kind = 'room' and m.channel_id = p.id limit ${limits.suggestionPlaceMembersMax + 1})) x
  ), sizes as materialized (
    select place, count(*) as n, 1 / ln(1 + count(*)::float8) as weight from present
    group by place having count(*) <= ${limits.suggestionPlaceMembersMax}
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

const text = (
  limits: SuggestionLimits,
) => `with ${throughFriends(limits)}, ${throughPlaces(limits)}, ${throughMentions(limits)},
  excluded as materialized (
    select $1::uuid as id
    union select f.user_id_2 from friends f where f.user_id_1 = $1
    union select f.user_id_1 from friends f where f.user_id_2 = $1
    union select d.dismissed_id from dismissed_suggestions d where d.user_id = $1
  ), scored as materialized (
    select s.id, round(sum(s.weight)::numeric, 9) as score from (
      select r.id, d.weight from reached r join degrees d on d.friend = r.friend
      union all
      select p.id, z.weight from present p join sizes z on z.place = p.place
      union all
      select m.id, m.weight from mentioned m
    ) s where not exists (select 1 from excluded e where e.id = s.id) group by s.id
  ), chosen as materialized (
    select u.id, u.username, s.score from (select id, score from scored order by score desc, id) s
    join users u on u.id = s.id where u.is_suggested and (u.suspended_until is null or u.suspended_until <= now())
    order by s.score desc, s.id limit $2
  ), mutual as (
    select c.id, count(*)::float8 as n, (array_agg(u.username order by d.n, lower(u.username)))[1:${namesShown}] as names
    from chosen c join reached r on r.id = c.id join degrees d on d.friend = r.friend join users u on u.id = r.friend group by c.id
  ), together as (
    select c.id, jsonb_agg(jsonb_build_object('kind', p.kind, 'id', p.place, 'name', coalesce(s.name, h.name)) order by z.n, p.place) as places
    from chosen c join present p on p.id = c.id join sizes z on z.place = p.place
    left join servers s on s.id = p.place and p.kind = 'server' left join channels h on h.id = p.place and p.kind = 'room'
    group by c.id
  )
  select c.id, c.username, c.score::float8 as score, m.n as mutual, m.names, t.places, s.n::float8 as mentions
  from chosen c left join mutual m on m.id = c.id left join together t on t.id = c.id left join mentioned s on s.id = c.id
  order by c.score desc, c.id`;

type FoundPlace =
  | { readonly kind: 'server'; readonly id: ServerId; readonly name: string }
  | { readonly kind: 'room'; readonly id: ChannelId; readonly name: string };

interface SuggestionRow {
  readonly id: UserId;
  readonly username: string;
  readonly score: number;
  readonly mutual: number | null;
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
  if (mutual !== null) reasons.push({ type: 'mutual_friends', count: mutual, names: [...(names ?? [])] });
  for (const place of (places ?? []).slice(0, namesShown))
    reasons.push(
      place.kind === 'server'
        ? { type: 'server', server: place.id, name: place.name }
        : { type: 'room', channel: place.id, name: place.name },
    );
  if (mentions !== null) reasons.push({ type: 'mentions', count: mentions });
  return reasons;
}
