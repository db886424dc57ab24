// Stored rows as the protocol shows them: nothing leaves the node without passing here.
import { Refusal } from '../../common/errors.ts';
import type { Event } from '../../common/events.ts';
import type { ChannelId, UserId } from '../../common/ids.ts';
import type { Host, JoinedChannel, NameTag, Me, Privacy, Relation, State, Token, User } from '../../common/model.ts';
import { seenStatus } from '../domain/presence.ts';
import { fromBits } from '../../common/permissions.ts';
import type { JoinedServer } from '../../common/places.ts';
import type { Database } from '../store/database.ts';
import { type JoinedRow, joinedChannel, joinedChannels } from '../store/joined.ts';
import { listRelations, type RelationRow } from '../store/friends.ts';
import type { Person } from '../store/members.ts';
import type { Seen } from '../store/presence.ts';
import { joinedServers } from '../store/servers.ts';
import { findLoginById, type StoredLogin, type StoredToken } from '../store/tokens.ts';
import { findUserById, type StoredUser } from '../store/users.ts';
import type { Context } from './context.ts';

export function toNameTag({ id, username, display_name, name_colour, badge }: NameTag): NameTag {
  return { id, username, display_name, name_colour, badge };
}

export function toUser(person: Person): User {
  const { status_text, created_at } = person;
  const status = seenStatus(person.status, person.here);
  return { ...toNameTag(person), status, status_text: status === 'offline' ? '' : status_text, created_at };
}

export function toPresence({ id, status, status_text, here }: Seen): Event {
  const seen = seenStatus(status, here);
  return { type: 'presence.updated', user: id, status: seen, status_text: seen === 'offline' ? '' : status_text };
}

export function toMe(user: StoredUser): Me {
  const { email, platform_role, status, status_text, status_until, created_at, pass_until } = user;
  const own = { email, platform_role, status, status_text, status_until, created_at, pass_until };
  return { ...toNameTag(user), ...own, privacy: toPrivacy(user) };
}

export function toPrivacy({ requests_from, dms_from, is_suggested }: StoredUser): Privacy {
  return { requests_from, dms_from, suggested: is_suggested };
}

/** Only friends are seen. */
export function toRelation({ id, username, kind, since, here, ...chosen }: RelationRow): Relation {
  const status = seenStatus(chosen.status, here);
  const presence = { status, status_text: status === 'offline' ? '' : chosen.status_text };
  return { user: { id, username }, kind, presence: kind === 'friend' ? presence : null, since };
}

export function toToken(token: StoredToken, current: string): Token {
  return { ...token, current: token.id === current };
}

export function toJoined(row: JoinedRow): JoinedChannel {
  const { channel, peer, permissions, ...counters } = row;
  return { ...channel, ...counters, permissions: fromBits(permissions), peer: peer === null ? null : toUser(peer) };
}

/** A channel that the asker is in, as they see it; undefined where they are not in it (any more). */
export async function viewJoined(
  context: Context,
  channel: ChannelId,
  user = context.login.user.id,
): Promise<JoinedChannel | undefined> {
  const row = await joinedChannel(context.db, user, channel);
  return row === undefined ? undefined : toJoined(row);
}

/** Who asks, as they are now. */
export async function currentUser({ db, login }: Context): Promise<StoredUser> {
  const user = await findUserById(db, login.user.id);
  if (user === undefined) throw new Error('an account vanished while it was used');
  return user;
}

/** Who asks and what with, as both are now. */
export async function currentLogin({ db, login }: Context): Promise<StoredLogin | Refusal> {
  return (await findLoginById(db, login.token.id)) ?? new Refusal('not_logged_in');
}

/** What somebody is in. */
export interface Belongings {
  readonly channels: readonly JoinedRow[];
  readonly servers: readonly JoinedServer[];
  readonly relations: readonly RelationRow[];
}

export async function belongings(db: Database, user: UserId): Promise<Belongings> {
  const [channels, servers, relations] = await Promise.all([
    joinedChannels(db, user),
    joinedServers(db, user),
    listRelations(db, user),
  ]);
  return { channels, servers, relations };
}

export function toState(host: Host, { user, token }: StoredLogin, { channels, servers, relations }: Belongings): State {
  return {
    host,
    me: toMe(user),
    token: toToken(token, token.id),
    channels: channels.map(toJoined),
    servers: [...servers],
    relations: relations.map(toRelation),
  };
}
