// Who has been seen: names for ids, and how each was last seen.
import type { UserId } from '../../common/ids.ts';
import type { User, UserRef } from '../../common/model.ts';
import { toSafeText, type Safe } from '../../common/safe-text.ts';
import type { Seen } from './state.ts';

/** People beyond these are forgotten, oldest first; a channel may have a hundred thousand members. */
const usersMax = 5000;

export function withUser(users: ReadonlyMap<UserId, Seen>, user: Safe<User>): ReadonlyMap<UserId, Seen> {
  const held = users.get(user.id);
  if (held?.username === user.username && held.status === user.status && held.statusText === user.status_text) {
    return users;
  }
  return bounded(
    new Map(users).set(user.id, { username: user.username, status: user.status, statusText: user.status_text }),
  );
}

/** An author is known by name; how they are seen is not said with a message. */
export function withAuthor(users: ReadonlyMap<UserId, Seen>, author: Safe<UserRef>): ReadonlyMap<UserId, Seen> {
  if (users.get(author.id)?.username === author.username) return users;
  const held = users.get(author.id);
  return bounded(
    new Map(users).set(author.id, {
      username: author.username,
      status: held?.status ?? null,
      statusText: held?.statusText ?? toSafeText(''),
    }),
  );
}

export function withAuthors(
  users: ReadonlyMap<UserId, Seen>,
  messages: readonly { readonly user: Safe<UserRef> }[],
): ReadonlyMap<UserId, Seen> {
  return messages.reduce((known, message) => withAuthor(known, message.user), users);
}

function bounded(users: Map<UserId, Seen>): ReadonlyMap<UserId, Seen> {
  for (const id of users.keys()) {
    if (users.size <= usersMax) break;
    users.delete(id);
  }
  return users;
}
