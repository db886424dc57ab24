// Telling what a change of a server means for its members: what they are in now, and what they are not in any more.
import type { Event } from '../../common/events.ts';
import { rootOf, type ChannelId, type ServerId, type UserId } from '../../common/ids.ts';
import type { JoinedServer } from '../../common/places.ts';
import { nextTurn, slices } from '../domain/slices.ts';
import type { AccessChange } from '../store/access.ts';
import { joinedOf } from '../store/joined.ts';
import { allAccess } from '../store/moderation.ts';
import { listPersons } from '../store/members.ts';
import { findServerMember } from '../store/server-members.ts';
import { findServer, joinedServer, joinedServerOf, type ServerChange } from '../store/servers.ts';
import type { Services } from './context.ts';
import { tellArrival } from './tell-arrival.ts';
import { tellChannel, tellUser } from './tell.ts';
import { toJoined, toUser } from './views.ts';

type Parts = Pick<Services, 'db' | 'bus' | 'turns'>;

/** After a change of a server: whose access changed, and then how the server is now. `made`: a channel that is new for all. */
export async function tellServer(
  parts: Parts,
  id: ServerId,
  change: Omit<ServerChange<unknown>, 'result'>,
  made?: ChannelId,
): Promise<void> {
  await tellAccess(parts, id, change.access, made);
  const found = await findServer(parts.db, id);
  // Of two changes at once each tells what both came to: the later number says that it is the same or newer.
  if (found !== undefined)
    tellChannel(parts.bus, rootOf(id), { type: 'server.updated', server: found.server, rev: change.rev });
}

/** After a change of a member's own part in a server, like their roles: they, and everybody in it. */
export async function tellPart(parts: Parts, id: ServerId, user: UserId): Promise<void> {
  await parts.turns.take(id, async () => {
    const server = await joinedServer(parts.db, user, id);
    if (server !== undefined) tellUser(parts.bus, user, { type: 'server.joined', server });
    const member = await findServerMember(parts.db, id, user);
    if (member !== undefined) tellChannel(parts.bus, rootOf(id), { type: 'server.member_updated', server: id, member });
  });
}

/** After the beginning or the end of a member's time-out: what they may do in each channel, and everybody in it. */
export async function tellSilence(parts: Parts, id: ServerId, user: UserId): Promise<void> {
  const member = await findServerMember(parts.db, id, user);
  if (member === undefined) return;
  await tellAccess(parts, id, await allAccess(parts.db, id, user));
  tellChannel(parts.bus, rootOf(id), { type: 'server.member_updated', server: id, member });
}

/**
 * Tells each user what they gained, lost or may do differently, and the channels who came and who went. What is told is
 * read now, in turns for each server, so that what is told last is what is stored.
 */
export async function tellAccess(
  parts: Parts,
  id: ServerId,
  changes: readonly AccessChange[],
  made?: ChannelId,
): Promise<void> {
  await parts.turns.take(id, async () => {
    for (const some of slices([...Map.groupBy(changes, (change) => change.user)], usersAtOnce)) {
      await tellSome(parts, { id, made }, some);
      await nextTurn();
    }
  });
}

/** So many events are told between two turns of the event loop. */
export const toldAtOnce = 500;
/** What so many users are in now is read by one statement for each `seatsAtOnce` of their channels. */
const usersAtOnce = 100;
const seatsAtOnce = 500;

interface Told {
  readonly id: ServerId;
  /** Everybody comes into it at once: each of them would hear of each. */
  readonly made: ChannelId | undefined;
}

type Own = readonly [UserId, readonly AccessChange[]];

async function tellSome(parts: Parts, told: Told, some: readonly Own[]): Promise<void> {
  const root = rootOf(told.id);
  const standing = some.flatMap(([user, changes]) =>
    changes.some(({ channel, after }) => channel === root && after !== null) ? [user] : [],
  );
  const servers = await joinedServerOf(parts.db, told.id, standing);
  const kept = some.flatMap(([, changes]) =>
    changes.filter((change) => change.channel !== root && change.after !== null),
  );
  for (const [user, changes] of some) tellLeft(parts, told, user, changes, servers.get(user));
  for (const seats of slices(kept, seatsAtOnce)) {
    for (const [user, joined] of await joinedOf(parts.db, seats))
      for (const row of joined) tellUser(parts.bus, user, { type: 'channel.joined', channel: toJoined(row) });
    await nextTurn();
  }
  const isArrival = ({ channel, before }: AccessChange) => before === null && channel !== told.made;
  for (const [user, arrived] of Map.groupBy(kept.filter(isArrival), (change) => change.user)) {
    const channels = arrived.map(({ channel }) => channel);
    for (const event of await arrivals(parts, user, channels)) await tellArrival(parts, event);
  }
}

/** What they are not in any more, and how the server is theirs now. */
function tellLeft(
  { bus }: Parts,
  { id }: Told,
  user: UserId,
  changes: readonly AccessChange[],
  server: JoinedServer | undefined,
): void {
  const root = rootOf(id);
  for (const { channel, after } of changes) {
    if (after !== null || channel === root) continue;
    tellUser(bus, user, { type: 'channel.left', channel });
    tellChannel(bus, channel, { type: 'member.left', channel, user });
  }
  if (changes.some(({ channel }) => channel === root))
    tellUser(bus, user, server === undefined ? { type: 'server.left', server: id } : { type: 'server.joined', server });
}

type Arrival = Extract<Event, { type: 'member.joined' }>;

async function arrivals({ db }: Parts, user: UserId, channels: readonly ChannelId[]): Promise<Arrival[]> {
  const people = await listPersons(db, user, channels);
  return people.map(({ channel, ...person }) => ({
    type: 'member.joined',
    channel,
    user: { ...toUser(person), joined_at: person.joined_at },
  }));
}
