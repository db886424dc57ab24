// Who has been seen: names for ids, how they are drawn, and how each was last seen.
import type { UserId } from '../../common/ids.ts';
import type { NameTag, User, UserRef } from '../../common/model.ts';
import { toSafeText, type Safe } from '../../common/safe-text.ts';
import type { ClientState, Seen } from './state.ts';

/** People beyond these are forgotten, oldest first; a channel may have a hundred thousand members. */
const usersMax = 5000;

type People = Pick<ClientState, 'users' | 'strangers'>;

/** These parts alone: who asks with a whole state must not get the rest of it back, as it was. */
function only({ users, strangers }: People): People {
  return { users, strangers };
}

export function withUser(people: People, user: Safe<User>): People {
  const held = people.users.get(user.id);
  const next: Seen = { ...seenNameTag(user), status: user.status, statusText: user.status_text };
  return held !== undefined && isSame(held, next) ? only(people) : known(people, user.id, next);
}

/** How somebody is drawn now, whom the client knows; others are none of its business. */
export function withNews(people: People, look: Safe<NameTag>): People {
  const held = people.users.get(look.id);
  return held === undefined ? only(people) : known(people, look.id, { ...held, ...seenNameTag(look) });
}

/** The answer about `asked`: what was heard meanwhile is newer, and an id without a look has none. */
export function withNameTags(people: People, asked: readonly UserId[], looks: readonly Safe<NameTag>[]): People {
  const news = looks.filter(({ id }) => people.users.get(id)?.isFresh === false);
  const next = news.reduce(withNews, only(people));
  const strangers = new Set(next.strangers);
  for (const id of asked) strangers.delete(id);
  return { ...next, strangers };
}

/** An author is known by name; how they are drawn and seen is not said with a message. */
function withAuthor(people: People, author: Safe<UserRef>): People {
  const held = people.users.get(author.id);
  if (held?.username === author.username && (held.isFresh || people.strangers.has(author.id))) return people;
  const strangers = held?.isFresh === true ? people.strangers : new Set(people.strangers).add(author.id);
  const next = { ...(held ?? unseen), username: author.username };
  return { users: bounded(new Map(people.users).set(author.id, next)), strangers };
}

export function withAuthors(people: People, messages: readonly { readonly user: Safe<UserRef> }[]): People {
  return messages.reduce((met, message) => withAuthor(met, message.user), only(people));
}

/** The connection was away: what was told meanwhile about how people are drawn is not known. */
export function doubted({ users, channels }: Pick<ClientState, 'users' | 'channels'>): People {
  const strangers = new Set<UserId>();
  for (const { window } of channels.values()) for (const { user } of window.messages) strangers.add(user.id);
  return { users: new Map([...users].map(([id, seen]) => [id, { ...seen, isFresh: false }])), strangers };
}

const unseen: Omit<Seen, 'username'> = {
  displayName: toSafeText(''),
  nameColour: null,
  badge: toSafeText(''),
  isFresh: false,
  status: null,
  statusText: toSafeText(''),
};

function seenNameTag({ username, display_name, name_colour, badge }: Safe<NameTag>) {
  return { username, displayName: display_name, nameColour: name_colour, badge, isFresh: true };
}

function isSame(one: Seen, other: Seen): boolean {
  return (
    one.username === other.username &&
    one.displayName === other.displayName &&
    one.nameColour === other.nameColour &&
    one.badge === other.badge &&
    one.isFresh === other.isFresh &&
    one.status === other.status &&
    one.statusText === other.statusText
  );
}

function known({ users, strangers }: People, id: UserId, seen: Seen): People {
  const next = bounded(new Map(users).set(id, seen));
  if (!strangers.has(id)) return { users: next, strangers };
  const left = new Set(strangers);
  left.delete(id);
  return { users: next, strangers: left };
}

function bounded(users: Map<UserId, Seen>): ReadonlyMap<UserId, Seen> {
  for (const id of users.keys()) {
    if (users.size <= usersMax) break;
    users.delete(id);
  }
  return users;
}
