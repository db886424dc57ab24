// Servers as the rows of the table need them: of the actor, with the member in it.
import type { CategoryId, ChannelId, ServerId, UserId } from '../../../common/ids.ts';
import { UserId as UserIdSchema } from '../../../common/ids.ts';
import type { EventType } from '../../../common/events.ts';
import type { Hears } from './verify.ts';
import type { Principal, World } from './world.ts';

export interface TestServer {
  readonly server: ServerId;
  /** Its first channel. */
  readonly channel: ChannelId;
  readonly code: string;
}

/** Of the actor, with the member in it. */
export async function sharedServer({ devices, name }: World): Promise<TestServer> {
  const { actor, member } = devices;
  const { id: server } = await actor.person.ask('server.create', { name: name() });
  const { code } = await actor.person.ask('invite.create', { server });
  await member.person.ask('invite.accept', { code });
  const { channels } = await actor.person.ask('state.get', {});
  const channel = channels.find(({ server_id }) => server_id === server);
  if (channel === undefined) throw new Error('a server begins without a channel');
  return { server, channel: channel.id, code };
}

export async function channelIn(world: World, server: ServerId, more: object = {}): Promise<ChannelId> {
  const { person } = world.devices.actor;
  return (await person.ask('channel.create', { server, name: world.name(), ...more })).id;
}

export async function categoryIn(world: World, server: ServerId): Promise<CategoryId> {
  return (await world.devices.actor.person.ask('category.create', { server, name: world.name() })).id;
}

export function idOf({ devices }: World, who: Principal): UserId {
  return UserIdSchema.parse(devices[who].person.id);
}

/** The actor's devices and the member hear the same. */
export function both(...events: EventType[]): Hears {
  return { actor: events, phone: events, member: events };
}
