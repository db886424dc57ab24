// Stored rows as the protocol shows them: nothing leaves the node without passing here.
import { Refusal } from '../../common/errors.ts';
import type { Event } from '../../common/events.ts';
import type { ChannelId } from '../../common/ids.ts';
import type { Host, JoinedChannel, Me, State, Token, User } from '../../common/model.ts';
import { seenStatus } from '../domain/presence.ts';
import { type JoinedRow, joinedChannel } from '../store/joined.ts';
import type { Person } from '../store/members.ts';
import type { Seen } from '../store/presence.ts';
import { findLoginById, type StoredLogin, type StoredToken } from '../store/tokens.ts';
import { findUserById, type StoredUser } from '../store/users.ts';
import type { Context } from './context.ts';

export function toUser(person: Person): User {
  const { id, username, created_at } = person;
  const status = seenStatus(person.status, person.here);
  return { id, username, status, status_text: status === 'offline' ? '' : person.status_text, created_at };
}

export function toPresence({ id, status, status_text, here }: Seen): Event {
  const seen = seenStatus(status, here);
  return { type: 'presence.updated', user: id, status: seen, status_text: seen === 'offline' ? '' : status_text };
}

export function toMe(user: StoredUser): Me {
  const { id, username, email, platform_role, status, status_text, created_at } = user;
  return { id, username, email, platform_role, status, status_text, created_at };
}

export function toToken(token: StoredToken, current: string): Token {
  return { ...token, current: token.id === current };
}

export function toJoined(row: JoinedRow): JoinedChannel {
  const { channel, peer, ...counters } = row;
  return { ...channel, ...counters, peer: peer === null ? null : toUser(peer) };
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

export function toState(host: Host, { user, token }: StoredLogin, rows: readonly JoinedRow[]): State {
  return { host, me: toMe(user), token: toToken(token, token.id), channels: rows.map(toJoined) };
}
