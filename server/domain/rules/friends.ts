// Who may approach whom: ask for friendship, open a DM.
import { Refusal } from '../../../common/errors.ts';
import type { Audience } from '../../../common/model.ts';
import { always, type Own, type Rule, type Rules, type Verdict } from './rule.ts';
import type { Pair } from '../friendship.ts';

/** Somebody else, or oneself, as the asker stands to them. */
export interface Acquaintance {
  readonly person: { readonly username: string };
  readonly isSelf: boolean;
  readonly pair: Pair;
  readonly sharesServer: boolean;
  /** Somebody is a friend of both. */
  readonly sharesFriend: boolean;
  /** What the other one lets whom do. */
  readonly privacy: { readonly requests_from: Audience; readonly dms_from: Audience };
  /** They have a DM already. */
  readonly hasDm: boolean;
}

export interface FriendJudged {
  'friend.list': Own;
  'friend.request': Acquaintance;
  'friend.accept': Acquaintance;
  'friend.decline': Acquaintance;
  'friend.cancel': Acquaintance;
  'friend.remove': Acquaintance;
  'user.block': Acquaintance;
  'user.unblock': Acquaintance;
  'privacy.get': Own;
  'privacy.set': Own;
  'friend.suggest': Own;
  'suggestion.dismiss': Acquaintance;
}

const notOneself =
  (sentence: string): Rule<Acquaintance> =>
  (_asker, { isSelf }) =>
    isSelf ? new Refusal('bad_request', sentence, undefined, 'username') : undefined;

const blockedByOneself = ({ person }: Acquaintance): Refusal =>
  new Refusal('conflict', `You have blocked @${person.username}; unblock them first.`);

/** The same words for who does not want it from strangers and for who has blocked the asker: a block is not told. */
export const noRequests = ({ person }: Pick<Acquaintance, 'person'>): Refusal =>
  new Refusal('forbidden', `@${person.username} does not take friend requests from you.`);
const noDms = ({ person }: Acquaintance): Refusal =>
  new Refusal('forbidden', `@${person.username} does not take DMs from you.`);

const ask: Rule<Acquaintance> = (asker, object) => {
  const { pair, privacy, sharesServer, sharesFriend } = object;
  const self = notOneself('You cannot be your own friend; give another user name.')(asker, object);
  if (self !== undefined) return self;
  if (pair.mine === 'blocked') return blockedByOneself(object);
  if (pair.theirs === 'blocked') return noRequests(object);
  // Who has asked already, is asked or is a friend needs no leave.
  if (pair.mine !== null || pair.theirs !== null) return undefined;
  const welcome = isWelcome(privacy.requests_from, { sharesServer, isFriend: sharesFriend });
  return welcome ? undefined : noRequests(object);
};

/** Opening the DM with somebody: one that is there already opens for both. */
export function openDm(object: Acquaintance): Verdict {
  const { isSelf, hasDm, pair, privacy, sharesServer } = object;
  if (isSelf || hasDm) return undefined;
  if (pair.mine === 'blocked') return blockedByOneself(object);
  if (pair.theirs === 'blocked') return noDms(object);
  const welcome = isWelcome(privacy.dms_from, { sharesServer, isFriend: pair.mine === 'friend' });
  return welcome ? undefined : noDms(object);
}

function isWelcome(audience: Audience, by: { readonly sharesServer: boolean; readonly isFriend: boolean }): boolean {
  switch (audience) {
    case 'everyone':
      return true;
    case 'shared_server':
      return by.sharesServer || by.isFriend;
    case 'friends':
      return by.isFriend;
    case 'nobody':
      return false;
  }
}

export const friendRules: Rules<FriendJudged> = {
  'friend.list': always,
  'friend.request': ask,
  'friend.accept': always,
  'friend.decline': always,
  'friend.cancel': always,
  'friend.remove': always,
  'user.block': notOneself('You cannot block yourself; give another user name.'),
  'user.unblock': always,
  'privacy.get': always,
  'privacy.set': always,
  'friend.suggest': always,
  'suggestion.dismiss': notOneself('You are never suggested to yourself; give another user name.'),
};
