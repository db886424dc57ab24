// Friends and blocks: asked, answered, ended, listed; each deed is told to whom it is news.
import { Refusal } from '../../common/errors.ts';
import type { Relation } from '../../common/model.ts';
import type { Deed } from '../domain/friendship.ts';
import { noRequests } from '../domain/rules/friends.ts';
import {
  changePair,
  findRelation,
  isChange,
  pageOfRelations,
  type FoundPerson,
  type PairChange,
} from '../store/friends.ts';
import type { FriendLimits, Full } from '../store/friend-limits.ts';
import type { Context, Handler } from './context.ts';
import { ownAccount } from './own.ts';
import { personNamed } from './people.ts';
import { tellPair } from './tell-pair.ts';
import { toRelation } from './views.ts';

export const list: Handler<'friend.list'> = {
  load: ownAccount,
  run: async ({ db, login }, { kind, after, limit }) => {
    const found = await pageOfRelations(db, login.user.id, { kind, after, limit: limit + 1 });
    return { relations: found.slice(0, limit).map(toRelation), has_more: found.length > limit };
  },
};

export const request: Handler<'friend.request', FoundPerson> = {
  load: personNamed,
  run: async (context, _params, found) => await relationAfter(context, 'ask', found),
};

export const accept: Handler<'friend.accept', FoundPerson> = {
  load: personNamed,
  run: async (context, _params, found) => await relationAfter(context, 'accept', found),
};

export const block: Handler<'user.block', FoundPerson> = {
  load: personNamed,
  run: async (context, _params, found) => await relationAfter(context, 'block', found),
};

export const decline: Handler<'friend.decline', FoundPerson> = ending('decline');
export const cancel: Handler<'friend.cancel', FoundPerson> = ending('cancel');
export const remove: Handler<'friend.remove', FoundPerson> = ending('remove');
export const unblock: Handler<'user.unblock', FoundPerson> = ending('unblock');

function ending(deed: Deed) {
  return {
    load: personNamed,
    run: async (context: Context, _params: unknown, found: FoundPerson) => {
      const done = await perform(context, deed, found);
      return done instanceof Refusal ? done : { changed: isChange(done) };
    },
  };
}

async function relationAfter(context: Context, deed: Deed, found: FoundPerson): Promise<Relation | Refusal> {
  const done = await perform(context, deed, found);
  if (done instanceof Refusal) return done;
  const relation = await findRelation(context.db, context.login.user.id, found.person.id);
  // The other one may have ended it since.
  return relation === undefined ? noRequestFrom(found) : toRelation(relation);
}

async function perform(context: Context, deed: Deed, found: FoundPerson): Promise<PairChange | Refusal> {
  const { db, limits, login } = context;
  const change = await changePair(db, { deed, me: login.user.id, other: found.person.id, limits });
  if (change === 'blocked') return noRequests(found);
  if (change === 'no_request') return noRequestFrom(found);
  if ('type' in change) return fullRefusal(change, found, limits);
  const me = { id: login.user.id, username: login.user.username };
  await tellPair(context, { me, other: found.person, change });
  return change;
}

const noRequestFrom = ({ person }: FoundPerson): Refusal =>
  new Refusal('not_found', `There is no request from @${person.username} to you.`);

function fullRefusal({ limit, of }: Full, { person }: FoundPerson, limits: FriendLimits): Refusal {
  const most = limits[limit];
  if (of === 'other')
    return new Refusal(
      'limit_reached',
      `@${person.username} has as many friends or requests as this host allows; they must end one first.`,
    );
  switch (limit) {
    case 'friendsPerUser':
      return new Refusal('limit_reached', `You have ${most} friends, as many as this host allows; remove one first.`);
    case 'blocksPerUser':
      return new Refusal(
        'limit_reached',
        `You have blocked ${most} people, as many as this host allows; unblock one first.`,
      );
    case 'friendRequestsPerUser':
    case 'friendRequestsToUser':
      return new Refusal('limit_reached', `${most} of your requests wait for an answer; cancel one first.`);
    case 'friendRequestsPerUserPerDay':
      return new Refusal('limit_reached', `You have made ${most} requests in 24 hours; go on tomorrow.`);
    case 'friendRequestsPerPersonPerWeek':
      return new Refusal(
        'limit_reached',
        `You have asked @${person.username} ${most} times in seven days; let it rest.`,
      );
  }
}
