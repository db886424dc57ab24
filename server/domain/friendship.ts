// What two users are to each other, and what each deed makes of it: the rows of the table `friends` between them.
import type { Relation } from '../../common/model.ts';

/** A row's status: a request and a block are one row, from who made it; a friendship is two, one for each. */
export type RowStatus = 'pending' | 'friend' | 'blocked';

/** The rows between two users, seen from one of them: the own one, and that of the other. */
export interface Pair {
  readonly mine: RowStatus | null;
  readonly theirs: RowStatus | null;
}

export type Deed = 'ask' | 'accept' | 'decline' | 'cancel' | 'remove' | 'block' | 'unblock';

/** Why a deed is none: one of the two has blocked the other, or there is no request to accept. */
export type Hindrance = 'blocked' | 'no_request';

const friends: Pair = { mine: 'friend', theirs: 'friend' };

/** The rows after the deed; the same pair where it changes nothing. */
export function after(deed: Deed, pair: Pair): Pair | Hindrance {
  const { mine, theirs } = pair;
  switch (deed) {
    case 'ask':
      if (mine === 'blocked' || theirs === 'blocked') return 'blocked';
      if (theirs === 'pending') return friends;
      return mine === null ? { mine: 'pending', theirs } : pair;
    case 'accept':
      if (mine === 'friend') return pair;
      return theirs === 'pending' ? friends : 'no_request';
    case 'decline':
      return theirs === 'pending' ? { mine, theirs: null } : pair;
    case 'cancel':
      return mine === 'pending' ? { mine: null, theirs } : pair;
    case 'remove':
      return mine === 'friend' ? { mine: null, theirs: null } : pair;
    case 'block':
      return mine === 'blocked' ? pair : { mine: 'blocked', theirs: theirs === 'blocked' ? theirs : null };
    case 'unblock':
      return mine === 'blocked' ? { mine: null, theirs } : pair;
  }
}

/** What the one whose row is `mine` is told of it: never that they are blocked. */
export function kindOf({ mine, theirs }: Pair): Relation['kind'] | null {
  if (mine === 'friend' || mine === 'blocked') return mine;
  if (mine === 'pending') return 'outgoing';
  return theirs === 'pending' ? 'incoming' : null;
}

export function turned({ mine, theirs }: Pair): Pair {
  return { mine: theirs, theirs: mine };
}

/** Whether each is hidden from the other. */
export function isHidden({ mine, theirs }: Pair): boolean {
  return mine === 'blocked' || theirs === 'blocked';
}
