// Who may send, change and read messages.
import { Refusal } from '../../../common/errors.ts';
import type { UserId } from '../../../common/ids.ts';
import { lacking, member, permitted, type Place } from './channels.ts';
import { has } from '../../../common/permissions.ts';
import type { Rule, Rules } from './rule.ts';
import { isAbove, type Standing } from './servers.ts';

/** A message as the asker stands to it. */
export interface Written {
  readonly place: Place;
  readonly author: UserId;
  /** How asker and author stand to each other, where one acts on the other and the place has no roles: in a room. */
  readonly ranks: { readonly me: Standing; readonly author: Standing } | null;
}

export interface MessageJudged {
  'message.send': Place;
  'message.edit': Written;
  'message.delete': Written;
  'message.history': Place;
  'message.pin': Written;
  'message.unpin': Written;
  'message.pins': Place;
}

const ownMessage =
  (sentence: string): Rule<Written> =>
  (asker, { place, author }) => {
    const outside = member(asker, place);
    if (outside !== undefined) return new Refusal('not_found');
    return author === asker.id ? undefined : new Refusal('forbidden', sentence);
  };

/** What others wrote: whoever manages the messages of a place; in a room nobody's who stands beside or above them. */
const moderates: Rule<Written> = (_asker, { place, ranks }) => {
  if (place.channel.kind === 'room' && ranks !== null) {
    if (place.member === null && !has(ranks.me.permissions, 'manage_messages')) return new Refusal('not_found');
    if (!has(ranks.me.permissions, 'manage_messages')) return lacking('manage_messages');
    return isAbove(ranks.me, ranks.author)
      ? undefined
      : new Refusal('forbidden', 'Who wrote that stands beside or above you here, so you may not delete it.');
  }
  if (place.member === null) return new Refusal('not_found');
  if (has(place.member.permissions, 'manage_messages')) return undefined;
  return place.channel.kind === 'dm'
    ? new Refusal('forbidden', 'Only the author may delete a message.')
    : lacking('manage_messages');
};

const pins: Rule<Written> = (asker, { place }) => {
  if (place.member === null) return new Refusal('not_found');
  // In a DM nobody is above the other.
  return permitted(place.channel.kind === 'dm' ? 'send' : 'manage_messages')(asker, place);
};

export const messageRules: Rules<MessageJudged> = {
  'message.send': permitted('send'),
  'message.edit': (asker, written) =>
    ownMessage('Only the author may edit a message.')(asker, written) ?? permitted('send')(asker, written.place),
  'message.delete': (asker, written) =>
    written.author === asker.id ? ownMessage('')(asker, written) : moderates(asker, written),
  'message.pin': pins,
  'message.unpin': pins,
  'message.pins': member,
  'message.history': member,
};
