// The only place that decides who may do what: on loaded objects, never on names or ids from a request; unknown means no.
import { Refusal } from '../../common/errors.ts';
import type { UserId } from '../../common/ids.ts';
import type { PlatformRole } from '../../common/model.ts';
import type { RequestName } from '../../common/requests.ts';

/** Who asks. */
export interface Asker {
  readonly id: UserId;
  readonly platformRole: PlatformRole;
}

/** A channel as the asker stands to it; undefined members are outsiders. */
export interface Place {
  readonly channel: { readonly kind: 'room' | 'dm' | 'server'; readonly owner_id: UserId | null };
  readonly member: object | null;
}

/** A message as the asker stands to it. */
export interface Written {
  readonly place: Place;
  readonly author: UserId;
}

/** Nothing beyond the asker's own account is touched. */
export type Own = 'own account';

/** What each request is judged on: a handler cannot run without having loaded it. */
export interface Judged extends Record<RequestName, Own | Place | Written> {
  'host.info': Own;
  'auth.signup': Own;
  'auth.login': Own;
  'auth.logout': Own;
  'auth.whoami': Own;
  'token.create': Own;
  'token.list': Own;
  'token.revoke': Own;
  'state.get': Own;
  'status.set': Own;
  'channel.create': Own;
  'channel.list': Own;
  'channel.resolve': Own | Place;
  'channel.update': Place;
  'channel.join': Place;
  'channel.leave': Place;
  'channel.members': Place;
  'channel.read': Place;
  'channel.typing': Place;
  'channel.changes': Place;
  'dm.open': Own;
  'message.send': Place;
  'message.edit': Written;
  'message.delete': Written;
  'message.history': Place;
}

type Verdict = Refusal | undefined;
type Rule<O> = (asker: Asker, object: O) => Verdict;

const always = (): Verdict => undefined;

/** The same words for what does not exist and for what one may not know of. */
export const noSuchChannel = (): Refusal =>
  new Refusal('not_found', 'There is no such channel, or you may not see it.');

/** Rooms are listed for everybody, so their existence is no secret; anything else does not exist for outsiders. */
const member: Rule<Place> = (_asker, { channel, member: membership }) => {
  if (membership !== null) return undefined;
  return channel.kind === 'room'
    ? new Refusal('not_a_member', 'You are not in that room; join it first.')
    : noSuchChannel();
};

const roomOnly =
  (sentence: string): Rule<Place> =>
  (_asker, { channel, member: membership }) => {
    if (channel.kind === 'room') return undefined;
    return membership === null ? noSuchChannel() : new Refusal('forbidden', sentence);
  };

const ownMessage =
  (sentence: string): Rule<Written> =>
  (asker, { place, author }) => {
    const outside = member(asker, place);
    if (outside !== undefined) return new Refusal('not_found');
    return author === asker.id ? undefined : new Refusal('forbidden', sentence);
  };

const roomOwner: Rule<Place> = (asker, place) => {
  const notARoom = roomOnly('A DM has no topic.')(asker, place);
  if (notARoom !== undefined) return notARoom;
  if (place.channel.owner_id === asker.id || asker.platformRole === 'owner') return undefined;
  return new Refusal('forbidden', 'Only who made the room may change its topic.');
};

/** The rule of every request. */
const rules: { readonly [N in RequestName]: Rule<Judged[N]> } = {
  'host.info': always,
  'auth.signup': always,
  'auth.login': always,
  'auth.logout': always,
  'auth.whoami': always,
  'token.create': always,
  'token.list': always,
  'token.revoke': always,
  'state.get': always,
  'status.set': always,
  'channel.create': always,
  'channel.list': always,
  'channel.resolve': (asker, object) => (object === 'own account' ? undefined : visible(asker, object)),
  'channel.update': roomOwner,
  'channel.join': roomOnly('Only rooms can be joined.'),
  'channel.leave': (asker, place) => roomOnly('A DM cannot be left.')(asker, place) ?? member(asker, place),
  'channel.members': member,
  'channel.read': member,
  'channel.typing': member,
  'channel.changes': member,
  'dm.open': always,
  'message.send': member,
  'message.edit': ownMessage('Only the author may edit a message.'),
  'message.delete': ownMessage('Only the author may delete a message.'),
  'message.history': member,
};

function visible(asker: Asker, place: Place): Verdict {
  return place.channel.kind === 'room' ? undefined : member(asker, place);
}

/** Whether `asker` may put the request `name` to the loaded `object`: undefined is yes, a refusal says why not. */
export function may<N extends RequestName>(asker: Asker, name: N, object: Judged[N]): Refusal | undefined {
  return rules[name](asker, object);
}
