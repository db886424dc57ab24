// Where somebody acts on members: a room, or a server, by its name or as the channel that is open.
import type { ChannelId, ServerId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { Channel } from '../../common/model.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { Refusal } from '../../common/errors.ts';
import { UsageError, type Context, type Positional } from './command.ts';
import { isId } from './target.ts';

export interface ModeratedPlace {
  readonly where: { readonly channel: ChannelId } | { readonly server: ServerId };
  /** As a person would name it. */
  readonly title: string;
}

export const placePositional = {
  help: 'a #room, or the name of a server',
  required: true,
  otherwise: 'here',
  mayBeServer: true,
  completes: 'channel',
} as const satisfies Positional;

export const userPositional = {
  help: 'the user, like @grace',
  required: true,
  completes: 'user',
} as const satisfies Positional;

/** A name without a # is a server’s; where there is none of that name, it is a room’s. */
export async function moderatedPlace(caller: Caller, target: string): Promise<ModeratedPlace | Failure | UsageError> {
  if (isId(target) || /^#|\//.test(target)) return await placeOfChannel(caller, target);
  const server = await serverNamed(caller, target);
  if (server === undefined && /\s/.test(target))
    return new UsageError(`You are in no server of the name "${target}"; if it is a reason, name the place before it.`);
  if (server === undefined) return await placeOfChannel(caller, `#${target}`);
  if (isFailure(server) || server instanceof UsageError) return server;
  return { where: { server: server.server }, title: server.name };
}

/**
 * The same where a text follows that may begin with a name: on the screen the open channel is meant only where it does
 * not, because somebody would be removed from another place than the one that was named.
 */
export async function placeAndText(
  { caller, here }: Pick<Context, 'caller' | 'here'>,
  target: string,
  text = '',
): Promise<{ readonly place: ModeratedPlace; readonly text: string } | Failure | UsageError> {
  const named =
    here === null || target !== here || text === '' ? { target, text } : await firstName(caller, here, text);
  if (isFailure(named) || named instanceof UsageError) return named;
  const place = await moderatedPlace(caller, named.target);
  return isFailure(place) || place instanceof UsageError ? place : { place, text: named.text };
}

async function firstName(
  caller: Caller,
  here: ChannelId,
  text: string,
): Promise<{ readonly target: string; readonly text: string } | Failure | UsageError> {
  const state = await caller.call('state.get', {});
  if (isFailure(state)) return state;
  const lower = text.toLowerCase();
  const begins = (name: string) => lower === name.toLowerCase() || lower.startsWith(`${name.toLowerCase()} `);
  const [server] = state.servers
    .filter(({ name }) => begins(name))
    .toSorted((one, other) => other.name.length - one.name.length);
  if (server !== undefined) return { target: server.name, text: text.slice(server.name.length).trim() };
  const room = state.channels.find(({ kind, name }) => kind === 'room' && begins(name));
  if (room === undefined) return { target: here, text };
  return new UsageError(
    `Is "${room.name}" the place or the reason? Write #${room.name} for the place, or name the place before the reason.`,
  );
}

interface NamedServer {
  readonly server: ServerId;
  readonly name: string;
}

/** The server of that name; undefined where there is none. */
async function serverNamed(caller: Caller, name: string): Promise<NamedServer | Failure | UsageError | undefined> {
  const state = await caller.call('state.get', {});
  if (isFailure(state)) return state;
  const found = state.servers.filter((server) => server.name.toLowerCase() === name.toLowerCase());
  const [first, second] = found;
  if (first === undefined) return undefined;
  if (second === undefined) return { server: first.id, name: first.name };
  const ids = found.map(({ id }) => id).join(', ');
  return new UsageError(
    `You are in ${found.length} servers of the name ${name}; give the id of a channel of one (${ids}).`,
  );
}

async function placeOfChannel(caller: Caller, target: string): Promise<ModeratedPlace | Failure | UsageError> {
  const channel = await caller.call('channel.resolve', { target });
  if (!isFailure(channel)) return await placeOf(caller, channel);
  // Moderators of the host look after rooms that they are not in.
  const outside = channel instanceof Refusal && channel.code === 'not_a_member' && target.startsWith('#');
  if (!outside) return channel;
  const name = target.slice(1).toLowerCase();
  const limit = protocolLimits.pageMaxChannels;
  const listed = await caller.call('channel.list', { query: name, limit });
  if (isFailure(listed)) return listed;
  const room = listed.channels.find((one) => one.name === name);
  return room === undefined ? channel : await placeOf(caller, room);
}

async function placeOf(caller: Caller, { id, server_id, name }: Channel): Promise<ModeratedPlace | Failure> {
  if (server_id === null) return { where: { channel: id }, title: `#${name}` };
  const server = await caller.call('server.resolve', { target: server_id });
  return isFailure(server) ? server : { where: { server: server_id }, title: server.name };
}

/** For queues and logs: the server of that name, or undefined without a name. */
export async function serverOf(
  caller: Caller,
  name: string | undefined,
): Promise<{ readonly server?: ServerId } | Failure | UsageError> {
  if (name === undefined) return {};
  if (isId(name) || name.includes('#')) {
    const place = await placeOfChannel(caller, name);
    if (isFailure(place) || place instanceof UsageError) return place;
    return 'server' in place.where
      ? place.where
      : new UsageError(`${place.title} is a room, which belongs to the host.`);
  }
  const found = await serverNamed(caller, name);
  if (found === undefined) return new UsageError(`You are in no server of the name ${name}.`);
  return isFailure(found) || found instanceof UsageError ? found : { server: found.server };
}
