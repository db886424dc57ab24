// Who may send, change and read messages.
import { Refusal } from '../../../common/errors.ts';
import type { UserId } from '../../../common/ids.ts';
import { member, permitted, type Place } from './channels.ts';
import type { Rule, Rules } from './rule.ts';

/** A message as the asker stands to it. */
export interface Written {
  readonly place: Place;
  readonly author: UserId;
}

export interface MessageJudged {
  'message.send': Place;
  'message.edit': Written;
  'message.delete': Written;
  'message.history': Place;
}

const ownMessage =
  (sentence: string): Rule<Written> =>
  (asker, { place, author }) => {
    const outside = member(asker, place);
    if (outside !== undefined) return new Refusal('not_found');
    return author === asker.id ? undefined : new Refusal('forbidden', sentence);
  };

export const messageRules: Rules<MessageJudged> = {
  'message.send': permitted('send'),
  'message.edit': (asker, written) =>
    ownMessage('Only the author may edit a message.')(asker, written) ?? permitted('send')(asker, written.place),
  'message.delete': ownMessage('Only the author may delete a message.'),
  'message.history': member,
};
