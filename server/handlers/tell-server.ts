// Telling what a change of a server means for its members: what they are in now, and what they are not in any more.
import type { Event } from '../../common/events.ts';
import { rootOf, type ChannelId, type ServerId, type UserId } from '../../common/ids.ts';
import type { AccessChange } from '../store/access.ts';
import { joinedAmong } from '../store/joined.ts';
import { listPersons } from '../store/members.ts';
import { findServerMember } from '../store/server-members.ts';
import { findServer, joinedServer, type ServerChange } from '../store/servers.ts';
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
    for (const [user, own] of Map.groupBy(changes, (change) => change.user))
      await tellOne(parts, { id, made }, user, own);
  });
}

interface Told {
  readonly id: ServerId;
  /** Everybody comes into it at once: each of them would hear of each. */
  readonly made: ChannelId | undefined;
}

async function tellOne(
  parts: Parts,
  { id, made }: Told,
  user: UserId,
  changes: readonly AccessChange[],
): Promise<void> {
  const { db, bus } = parts;
  const root = rootOf(id);
  const channels = changes.filter(({ channel }) => channel !== root);
  const [own] = changes.filter(({ channel }) => channel === root);
  for (const { channel, after } of channels) {
    if (after !== null) continue;
    tellUser(bus, user, { type: 'channel.left', channel });
    tellChannel(bus, channel, { type: 'member.left', channel, user });
  }
  if (own !== undefined) await tellStanding(parts, id, user, own);
  const kept = channels.filter(({ after }) => after !== null);
  if (kept.length === 0) return;
  const joined = await joinedAmong(
    db,
    user,
    kept.map(({ channel }) => channel),
  );
  for (const row of joined) tellUser(bus, user, { type: 'channel.joined', channel: toJoined(row) });
  const arrived = kept.flatMap(({ channel, before }) => (before === null && channel !== made ? [channel] : []));
  if (arrived.length === 0) return;
  for (const event of await arrivals(parts, user, arrived)) await tellArrival(parts, event);
}

/** The member's own view of the server. */
async function tellStanding(parts: Parts, id: ServerId, user: UserId, { after }: AccessChange): Promise<void> {
  const server = after === null ? undefined : await joinedServer(parts.db, user, id);
  tellUser(
    parts.bus,
    user,
    server === undefined ? { type: 'server.left', server: id } : { type: 'server.joined', server },
  );
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
