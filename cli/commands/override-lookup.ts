// How a person names the channel and the role or member that an override is about.
import { Refusal } from '../../common/errors.ts';
import type { ChannelId } from '../../common/ids.ts';
import type { JoinedServer } from '../../common/places.ts';
import type { Params } from '../../common/requests.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { findMember, roleNamed } from './role-lookup.ts';
import { roomTarget } from './target.ts';

export const channelPositional = {
  help: 'a channel of a server, like work/#general',
  required: true,
  otherwise: 'here',
  completes: 'channel',
} as const;
export const whoPositional = { help: 'a role by its name, or a member like @bob', required: true } as const;

export interface ChannelOf {
  readonly server: JoinedServer;
  readonly channel: ChannelId;
}

export async function findChannel(caller: Caller, target: string): Promise<ChannelOf | Failure> {
  const channel = await caller.call('channel.resolve', { target: roomTarget(target) });
  if (isFailure(channel)) return channel;
  if (channel.server_id === null)
    return new Refusal('not_found', `${target} is in no server, so that it has no overrides.`);
  const server = await caller.call('server.resolve', { target: channel.server_id });
  return isFailure(server) ? server : { server, channel: channel.id };
}

type Who = Pick<Params<'override.clear'>, 'role' | 'user'>;

/** `@bob` is a member, anything else a role. */
export async function findWho(caller: Caller, server: JoinedServer, word: string): Promise<Who | Failure> {
  if (word.startsWith('@') && word !== '@everyone') {
    const member = await findMember(caller, server, word);
    return isFailure(member) ? member : { user: member.id };
  }
  const role = roleNamed(server, word);
  return isFailure(role) ? role : { role: role.id };
}
