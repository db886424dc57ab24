// Whatever people do with roles and overrides, in any order, through the HTTP door: nobody gives anybody what they could not
// grant at that moment, nobody acts beside or above themselves, and what is stored is what a second account works out.
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChannelId, RoleId, UserId } from '../common/ids.ts';
import { rootOf, type ServerId } from '../common/ids.ts';
import { allBits, channelBits, fromBits, toBits, type Bits, type Permission } from '../common/permissions.ts';
import type { Params, RequestName } from '../common/requests.ts';
import { referenceGranted, referenceInChannel, referenceInServer, type Graph } from './domain/reference-permissions.ts';
import { apart } from './store/transaction.ts';
import { at, startTestNode, type Person, type TestNode } from './test-node.ts';
import { createTestServer, idOf } from './test-server.ts';

let node: TestNode;
let people: Person[];
beforeAll(async () => {
  node = await startTestNode({
    limits: { serversPerUser: 10_000, serversJoinedPerUser: 10_000, readsPerUserPerMinute: 1_000_000 },
  });
  people = await Promise.all(['olga', 'ada', 'bob', 'carol', 'dan'].map((name) => node.signup(name)));
});
afterAll(() => node.stop());

/** All that permissions are made of, and what they came to. */
interface Snapshot {
  readonly owner: UserId;
  readonly roles: ReadonlyMap<RoleId, { position: number; permissions: Bits; is_default: boolean }>;
  readonly held: ReadonlySet<string>;
  readonly overrides: ReadonlyMap<string, { channel: ChannelId; allow: Bits; deny: Bits }>;
  readonly members: readonly UserId[];
  readonly channels: readonly ChannelId[];
  /** By `user channel`. */
  readonly access: ReadonlyMap<string, Bits>;
}

const pair = (one: string, other: string) => `${one} ${other}`;

async function snapshot(server: ServerId): Promise<Snapshot> {
  const tx = apart(node.db);
  const [row] = await tx.rows<{ owner: UserId }>('select owner_id as owner from servers where id = $1', [server]);
  const roles = await tx.rows<{ id: RoleId; position: number; permissions: Bits; is_default: boolean }>(
    'select id, position, permissions::float8 as permissions, is_default from roles where server_id = $1',
    [server],
  );
  const held = await tx.rows<{ user_id: string; role_id: string }>(
    'select ur.user_id, ur.role_id from user_roles ur join roles r on r.id = ur.role_id where r.server_id = $1',
    [server],
  );
  const overrides = await tx.rows<{ channel: ChannelId; of: string; allow: Bits; deny: Bits }>(
    `select o.channel_id as channel, coalesce(o.role_id, o.user_id)::text as of, o.allow::float8 as allow, o.deny::float8 as deny
     from overrides o join channels c on c.id = o.channel_id where c.server_id = $1`,
    [server],
  );
  const members = await tx.rows<{ id: UserId }>('select user_id as id from server_members where server_id = $1', [
    server,
  ]);
  const channels = await tx.rows<{ id: ChannelId }>('select id from channels where server_id = $1', [server]);
  const access = await tx.rows<{ user_id: string; channel_id: string; bits: Bits }>(
    `select m.user_id, m.channel_id, m.permissions::float8 as bits from channel_members m join channels c on c.id = m.channel_id
     where c.server_id = $1`,
    [server],
  );
  if (row === undefined) throw new Error('the server is gone');
  return {
    owner: row.owner,
    roles: new Map(roles.map(({ id, ...role }) => [id, role])),
    held: new Set(held.map((one) => pair(one.user_id, one.role_id))),
    overrides: new Map(overrides.map(({ of, ...override }) => [pair(of, override.channel), override])),
    members: members.map(({ id }) => id),
    channels: channels.map(({ id }) => id),
    access: new Map(access.map((one) => [pair(one.user_id, one.channel_id), one.bits])),
  };
}

const rankOf = ({ roles, held, owner }: Snapshot, user: UserId): number =>
  user === owner
    ? Number.POSITIVE_INFINITY
    : Math.max(0, ...[...roles].map(([id, { position }]) => (held.has(pair(user, id)) ? position : 0)));

/** What is wrong with what `actor` did to the server between the two. */
function wrongs(server: ServerId, actor: UserId, before: Snapshot, after: Snapshot): string[] {
  const wrong: string[] = [];
  const say = (sentence: string, bits: Bits = 1) =>
    void (bits === 0 ? undefined : wrong.push(`${sentence}: ${fromBits(bits).join()}`));
  const own = (channel: ChannelId) => before.access.get(pair(actor, channel)) ?? 0;
  const inServer = own(rootOf(server));
  const rank = rankOf(before, actor);
  for (const user of before.members) {
    for (const channel of before.channels) {
      // What was granted before and was of no use without sight or voice is not given by who gives these.
      const granted = channel === rootOf(server) ? referenceInServer : referenceGranted;
      const [had, has] = [before, after].map((at) => toBits([...granted(graphOf(at, user, channel))]));
      if (after.members.includes(user)) say('somebody gained', (has ?? 0) & ~(had ?? 0) & ~own(channel));
    }
    const [stood, stands] = [rankOf(before, user), rankOf(after, user)];
    if (user !== actor && stood < rank && stands >= rankOf(after, actor)) say('somebody rose to the actor');
    if (user === actor || stood < rank) continue;
    const rolesOf = ({ held }: Snapshot) =>
      [...held]
        .filter((one) => one.startsWith(user))
        .toSorted()
        .join();
    const gone = [...before.roles.keys()].filter((id) => !after.roles.has(id) && before.held.has(pair(user, id)));
    if (gone.length === 0 && rolesOf(before) !== rolesOf(after)) say('roles changed of somebody beside or above');
    for (const channel of before.channels) {
      const [old, now] = [before, after].map(({ overrides }) => JSON.stringify(overrides.get(pair(user, channel))));
      if (old !== now) say('an override changed of somebody beside or above');
    }
  }
  for (const [id, role] of after.roles) {
    const old = before.roles.get(id);
    say('a role gained', role.permissions & ~(old?.permissions ?? 0) & ~inServer);
    if (old !== undefined && old.position >= rank && old.permissions !== role.permissions) say('a role above changed');
  }
  const above = ({ roles }: Snapshot, ids: readonly RoleId[]) =>
    ids.toSorted((a, b) => (roles.get(a)?.position ?? -1) - (roles.get(b)?.position ?? -1)).join();
  const higher = [...before.roles].flatMap(([id, { position }]) => (position >= rank ? id : []));
  if (above(before, higher) !== above(after, higher)) say('roles above were ordered otherwise');
  for (const one of after.held) {
    if (before.held.has(one)) continue;
    const role = [...after.roles].find(([id]) => one.endsWith(id))?.[1];
    say('a role was given with', (role?.permissions ?? 0) & ~inServer);
    if ((role?.position ?? 0) >= rank) say('a role at or above was given');
  }
  for (const key of new Set([...before.overrides.keys(), ...after.overrides.keys()])) {
    const [old, now] = [before.overrides.get(key), after.overrides.get(key)];
    const channel = old?.channel ?? now?.channel;
    const isOfGone = [...before.roles.keys()].some((id) => key.startsWith(id) && !after.roles.has(id));
    if (channel === undefined || isOfGone) continue;
    const changed = ((old?.allow ?? 0) ^ (now?.allow ?? 0)) | ((old?.deny ?? 0) ^ (now?.deny ?? 0));
    say('an override changed', changed & ~own(channel));
  }
  if (before.owner !== after.owner || !after.members.includes(after.owner)) say('the owner is another');
  return wrong;
}

/** What is stored otherwise than the second account says. */
function unequal(server: ServerId, now: Snapshot): string[] {
  const { members, channels, roles, access } = now;
  const wrong: string[] = [];
  for (const user of members) {
    for (const channel of channels) {
      const graph = graphOf(now, user, channel);
      const isRoot = channel === rootOf(server);
      const due = toBits([...(isRoot ? referenceInServer(graph) : referenceInChannel(graph))]);
      const stored = access.get(pair(user, channel));
      if ((stored ?? 0) !== due || (stored === undefined) !== (due === 0 && !isRoot))
        wrong.push(`stored ${stored}, due ${due}`);
    }
  }
  const positions = [...roles.values()].map(({ position }) => position).toSorted((a, b) => a - b);
  if (positions.some((position, index) => position !== index)) wrong.push(`positions ${positions.join()}`);
  return wrong;
}

function graphOf({ owner, roles, held, overrides }: Snapshot, user: UserId, channel: ChannelId): Graph {
  const names = (set: Bits) => new Set(fromBits(set));
  const defaultId = [...roles].find(([, role]) => role.is_default)?.[0] ?? '';
  const called = (id: string) => (id === defaultId ? 'everyone' : id);
  const byName: Record<string, ReadonlySet<Permission>> = {};
  for (const [id, role] of roles) byName[called(id)] = names(role.permissions);
  return {
    owner,
    member: { id: user, roles: [...roles.keys()].filter((id) => held.has(pair(user, id))), timedOut: false },
    roles: byName,
    channel: {
      archived: false,
      overrides: [...overrides].flatMap(([key, one]) =>
        one.channel === channel
          ? [{ of: called(key.split(' ')[0] ?? ''), allow: names(one.allow), deny: names(one.deny) }]
          : [],
      ),
    },
  };
}

interface Step {
  readonly actor: number;
  readonly request: (typeof requests)[number];
  readonly role: number;
  readonly member: number;
  readonly channel: number;
  readonly position: number;
  readonly some: Bits;
  readonly others: Bits;
}

const requests = [
  'role.create',
  'role.update',
  'role.move',
  'role.delete',
  'role.give',
  'role.take',
  'override.set',
  'override.clear',
  'channel.create',
  'channel.update',
  'server.leave',
  'server.join',
] as const satisfies readonly RequestName[];

/** Few at once: a member with most of them could do everything. */
const bits = fc.tuple(fc.nat(allBits), fc.nat(allBits)).map(([one, other]) => one & other);
const step: fc.Arbitrary<Step> = fc.record({
  actor: fc.nat(4),
  request: fc.constantFrom(...requests, 'role.give', 'override.set', 'override.set', 'server.join'),
  role: fc.nat(6),
  member: fc.nat(4),
  channel: fc.nat(2),
  position: fc.integer({ min: 1, max: 6 }),
  some: bits,
  others: bits,
});

const runs = Number(process.env['DEVCHAT_TEST_RUNS'] ?? 20);
let names = 0;

/** Whoever comes back begins anew, and a channel comes with rules of its own: then only what was there counts. */
const isWrongIn = (request: Step['request']) => (sentence: string) =>
  /^(role|override)/.test(request) || (request === 'channel.update' && sentence.startsWith('somebody gained'));

/** The request that a step is, on the server as it is now. */
function paramsOf(one: Step, server: ServerId, now: Snapshot): Params<(typeof requests)[number]> | undefined {
  const roles = [...now.roles].toSorted((a, b) => a[1].position - b[1].position);
  const role = roles[one.role % roles.length]?.[0];
  const channels = now.channels.filter((id) => id !== rootOf(server)).toSorted();
  const channel = channels[one.channel % channels.length];
  const user = idOf(at(people, one.member));
  if (role === undefined || channel === undefined) return undefined;
  const ofOne = one.position % 2 === 0 ? { channel, role } : { channel, user };
  const inChannel = (set: Bits) => fromBits(set & channelBits);
  switch (one.request) {
    case 'role.create':
      return { server, name: `role${names++}`, permissions: fromBits(one.some) };
    case 'role.update':
      return {
        role,
        permissions: fromBits(one.some | (one.position === 1 ? 0 : (now.roles.get(role)?.permissions ?? 0))),
      };
    case 'role.move':
      return { role, position: one.position };
    case 'role.delete':
      return { role };
    case 'role.give':
    case 'role.take':
      return { role, user };
    case 'override.set':
      return { ...ofOne, allow: inChannel(one.some & ~one.others), deny: inChannel(one.others) };
    case 'override.clear':
      return ofOne;
    case 'channel.create':
      return { server, name: `channel${names++}`, private: one.position > 3, read_only: one.position % 2 === 0 };
    case 'channel.update':
      return one.position % 2 === 0 ? { channel, private: one.position > 3 } : { channel, read_only: one.position > 3 };
    case 'server.leave':
    case 'server.join':
      return { server };
  }
}

/** Olga's server: Ada and Bob manage roles, Carol has a lower role, Dan none; Bob lacks something in one channel. */
async function somewhere(): Promise<ServerId> {
  const [olga, ada, bob, carol, dan] = [at(people, 0), at(people, 1), at(people, 2), at(people, 3), at(people, 4)];
  const server = await createTestServer(node, olga);
  await server.join(ada, bob, carol, dan);
  await server.role('low', ['add_reactions'], carol);
  const muted = await server.role('muted', [], dan, bob);
  await server.role('middle', ['manage_roles', 'manage_channels', 'kick'], bob);
  await server.role('high', ['manage_roles', 'manage_messages', 'ban', 'mention_everyone'], ada);
  await olga.ask('server.update', { server: server.id, listed: true });
  const secret = await server.addChannel('secret');
  await server.addChannel('quiet');
  await olga.ask('override.set', { channel: secret, role: server.defaultRole, deny: ['view'] });
  await olga.ask('override.set', { channel: secret, user: idOf(carol), allow: ['view'] });
  await olga.ask('override.set', { channel: server.channel, role: muted, deny: ['send', 'speak'] });
  return server.id;
}

test('no sequence of changes gives what could not be granted, reaches who stands higher, or is stored otherwise than it is', async () => {
  let done = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      const server = await somewhere();
      let before = await snapshot(server);
      for (const one of steps) {
        const params = paramsOf(one, server, before);
        if (params === undefined) continue;
        const actor = at(people, one.actor);
        const answer = await actor.try(one.request, params);
        expect(answer.error?.code ?? 'ok').toMatch(/^(ok|forbidden|not_found)$/);
        const after = await snapshot(server);
        const wrong = answer.error === undefined ? wrongs(server, idOf(actor), before, after) : [];
        const stored = answer.error === undefined ? unequal(server, after) : [];
        if (answer.error === undefined) done += 1;
        const found = { step: one, wrong: wrong.filter(isWrongIn(one.request)), stored };
        expect(found).toEqual({ step: one, wrong: [], stored: [] });
        const kept = answer.error === undefined ? after : before;
        expect(after).toEqual(kept);
        before = after;
      }
    }),
    { numRuns: runs, endOnFailure: true },
  );
  // A world in which everything is refused would prove nothing.
  expect(done).toBeGreaterThan(3 * runs);
}, 180_000);
