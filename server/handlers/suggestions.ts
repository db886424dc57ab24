// People whom one may know: computed when asked, and dismissed for good.
import { Refusal } from '../../common/errors.ts';
import { whyLine } from '../../common/suggestions.ts';
import { dismissSuggestion, type FoundPerson } from '../store/friends.ts';
import { suggest as suggestPeople } from '../store/suggestions.ts';
import type { Handler } from './context.ts';
import { ownAccount } from './own.ts';
import { personNamed } from './people.ts';

export const suggest: Handler<'friend.suggest'> = {
  load: ownAccount,
  run: async ({ db, login, limits }, { limit }) => {
    const found = await suggestPeople(db, login.user.id, { most: limit, limits });
    return { suggestions: found.map((suggestion) => ({ ...suggestion, why: whyLine(suggestion.reasons) })) };
  },
};

export const dismiss: Handler<'suggestion.dismiss', FoundPerson> = {
  load: personNamed,
  run: async ({ db, login, limits }, _params, { person }) => {
    const most = limits.dismissedPerUser;
    const changed = await dismissSuggestion(db, login.user.id, person.id, most);
    if (changed !== 'limit_reached') return { changed };
    const sentence = `You have dismissed ${most} suggestions, as many as this host allows; block whom you never want to see suggested.`;
    return new Refusal('limit_reached', sentence);
  },
};
