// Where somebody acts on members: a room, or a server, by its name or as the channel that is open.
import type { ChannelId, ServerId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { Channel } from '../../common/model.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { Refusal } from '../../common/errors.ts';
import { UsageError, type Positional } from './command.ts';
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
  if (server === undefined) return await placeOfChannel(caller, `#${target}`);
  if (isFailure(server) || server instanceof UsageError) return server;
  return { where: { server: server.server }, title: server.name };
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
  if (!isFailure(channel)) return placeOf(channel);
  // Moderators of the host look after rooms that they are not in.
  const outside = channel instanceof Refusal && channel.code === 'not_a_member' && target.startsWith('#');
  if (!outside) return channel;
  const name = target.slice(1).toLowerCase();
  const limit = protocolLimits.pageMaxChannels;
  const listed = await caller.call('channel.list', { query: name, limit });
  if (isFailure(listed)) return listed;
  const room = listed.channels.find((one) => one.name === name);
  return room === undefined ? channel : placeOf(room);
}

function placeOf(channel: Channel): ModeratedPlace {
  const { id, server_id, name } = channel;
  if (server_id !== null) return { where: { server: server_id }, title: 'the server' };
  return { where: { channel: id }, title: `#${name}` };
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
