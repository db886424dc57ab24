// Who asks in the matrix of permissions, and where: one of each kind that a rule may treat differently.
import * as z from 'zod/mini';
import { newId, MessageId, UserId, type ChannelId, type ServerId } from '../../common/ids.ts';
import type { ErrorCode } from '../../common/errors.ts';
import type { Params, RequestName } from '../../common/requests.ts';
import { startTestNode, type Person, type TestNode } from '../test-node.ts';

/**
 * `author` made the room and the server, and writes; `member` is in them; `former` was; `banned` was and may not come back; `elsewhere` is
 * in another server; `blocked` has a block between them and the author; `suspended` may not use the host. The author made the first
 * account, and so owns the host; `administrator` and `moderator` have a rank on it, and are strangers everywhere else.
 */
export const people = [
  'author',
  'member',
  'former',
  'stranger',
  'elsewhere',
  'banned',
  'blocked',
  'suspended',
  'administrator',
  'moderator',
] as const;
export type Known = (typeof people)[number];
export type Who = Known | 'anonymous';
export const everybody: readonly Who[] = ['anonymous', ...people];

export type Expected = 'ok' | ErrorCode;
export type Expect = Readonly<Record<Who, Expected>>;

export interface Case<N extends RequestName> {
  /** Made anew for each asker, so that one's success does not change the next one's answer. */
  readonly params: (world: World) => Params<N> | Promise<Params<N>>;
  readonly expect: Expect;
}

/** Several rows where places differ; a request without a row does not compile. */
export type Cases<N extends RequestName> = { readonly [K in N]: readonly Case<K>[] };

export interface World {
  readonly node: TestNode;
  readonly someone: (who: Known) => Person;
  readonly room: ChannelId;
  /** Of author and member. */
  readonly dm: ChannelId;
  readonly server: ServerId;
  /** A member of the host, to whom anything may be done. */
  readonly subject: UserId;
  /** The first channel of the server. */
  readonly channel: ChannelId;
  /** Lets everybody into the server. */
  readonly invite: string;
  /** A name that nobody has yet. */
  readonly name: () => string;
}

/** Nobody but the anonymous is refused, unless `changes` says so; and the suspended, whatever they ask. */
export function expecting(changes: Partial<Expect>, otherwise: Expected = 'ok'): Expect {
  const all = Object.fromEntries(everybody.map((who) => [who, otherwise])) as Record<Who, Expected>;
  return { ...all, anonymous: 'not_logged_in', ...changes, suspended: 'suspended' };
}

export const anybody: Expect = expecting({ anonymous: 'ok' });
export const loggedIn: Expect = expecting({});
/** The author and the member, and to the others the answer `otherwise`. */
export const insiders = (otherwise: Expected): Expect => expecting({ author: 'ok', member: 'ok' }, otherwise);
export const nobody = (answer: Expected): Expect => expecting({}, answer);

/** What the owner of a server may do, and an ordinary member may not. */
export const ownerOnly: Expect = expecting({ author: 'ok', member: 'forbidden' }, 'not_found');

export const message = (channel: ChannelId) => ({ id: newId(MessageId), channel, content: 'hello' });

export const userId = ({ id }: Pick<Person, 'id'>) => z.parse(UserId, id);

/** Limits that the matrix would otherwise meet: everything is made anew for each who asks. */
const roomy = {
  serversPerUser: 1000,
  serversJoinedPerUser: 1000,
  rolesPerServer: 10_000,
  invitesPerServer: 1000,
  channelsPerServer: 1000,
  badInvitesPerUserPerHour: 1000,
  roomsPerUser: 1000,
  friendRequestsPerPersonPerWeek: 1000,
  friendRequestsPerUserPerDay: 1000,
  tokensPerUser: 100_000,
  reportsOpenPerUser: 1000,
  codeFailuresPerUserPerHour: 1000,
};

export async function openWorld(): Promise<World> {
  const node = await startTestNode({ limits: roomy });
  const known = new Map<Known, Person>();
  for (const who of people) known.set(who, await node.signup(who));
  const someone = (who: Known): Person => {
    const found = known.get(who);
    if (found === undefined) throw new Error(`${who} does not exist`);
    return found;
  };
  const author = someone('author');
  await author.ask('user.block', { username: 'blocked' });
  const room = (await author.ask('channel.create', { name: 'room' })).id;
  const dm = (await author.ask('dm.open', { username: 'member' })).id;
  for (const who of ['member', 'former'] as const) await someone(who).ask('channel.join', { channel: room });
  await someone('former').ask('channel.leave', { channel: room });
  const server = (await author.ask('server.create', { name: 'server' })).id;
  const { code } = await author.ask('invite.create', { server });
  for (const who of ['member', 'former'] as const) await someone(who).ask('invite.accept', { code });
  await someone('former').ask('server.leave', { server });
  for (const place of [{ channel: room }, { server }]) await author.ask('member.ban', { ...place, username: 'banned' });
  await someone('elsewhere').ask('server.create', { name: 'another server' });
  const { channels } = await author.ask('state.get', {});
  const channel = channels.find(({ server_id }) => server_id === server)?.id;
  if (channel === undefined) throw new Error('a server begins without a channel');
  for (const role of ['administrator', 'moderator'] as const)
    await author.ask('admin.role.set', { user: userId(someone(role)), role });
  const subject = userId(await node.signup('subject'));
  await author.ask('admin.user.suspend', { user: userId(someone('suspended')) });
  let names = 0;
  return { node, someone, room, dm, server, subject, channel, invite: code, name: () => `name${names++}` };
}
