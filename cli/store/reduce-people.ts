// What the events of friends, requests and blocks do to the state.
import type { Event } from '../../common/events.ts';
import type { UserId } from '../../common/ids.ts';
import type { Relation } from '../../common/model.ts';
import type { Safe } from '../../common/safe-text.ts';
import type { ClientState } from './state.ts';
import { withAuthor } from './users.ts';

type RelationEvent = Extract<Safe<Event>, { type: 'friend.updated' | 'friend.removed' }>;

export function relationEvent(state: ClientState, event: RelationEvent): ClientState {
  switch (event.type) {
    case 'friend.updated':
      return updated(state, event.relation);
    case 'friend.removed':
      return removed(state, event.user);
  }
}

export function relationsById(relations: readonly Safe<Relation>[]): ClientState['relations'] {
  return new Map(relations.map((relation) => [relation.user.id, relation]));
}

/** A friend is seen differently; of others nobody says how they are. */
export function friendSeen(
  relations: ClientState['relations'],
  { user, status, status_text }: Extract<Safe<Event>, { type: 'presence.updated' }>,
): ClientState['relations'] {
  const held = relations.get(user);
  if (held === undefined || held.kind !== 'friend') return relations;
  return new Map(relations).set(user, { ...held, presence: { status, status_text } });
}

function updated(state: ClientState, relation: Safe<Relation>): ClientState {
  const { user } = relation;
  return {
    ...state,
    users: withAuthor(state.users, user),
    relations: new Map(state.relations).set(user.id, relation),
    // Who is blocked is not shown to be writing.
    typing: relation.kind === 'blocked' ? withoutTyping(state.typing, user.id) : state.typing,
  };
}

function withoutTyping(typing: ClientState['typing'], user: UserId): ClientState['typing'] {
  return new Map([...typing].map(([channel, people]) => [channel, people.filter((one) => one.user !== user)]));
}

function removed(state: ClientState, user: UserId): ClientState {
  const relations = new Map(state.relations);
  return relations.delete(user) ? { ...state, relations } : state;
}
