// The permissions that are worked out, against a second account of them, on many servers made at random.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserId } from '../../common/ids.ts';
import { permissionNames } from '../../common/permission-table.ts';
import { allBits, fromBits, toBits, type Permission } from '../../common/permissions.ts';
import {
  channelPermissions,
  dmPermissions,
  permissionsNow,
  roomPermissions,
  serverPermissions,
  type Override,
} from './effective.ts';
import { explain, type Facts } from './explain.ts';
import { referenceInChannel, referenceInServer, referenceNow, type Graph } from './reference-permissions.ts';

const graphs = Number(process.env['DEVCHAT_TEST_GRAPHS'] ?? 100_000);
const me = UserId.parse('0198c0de-7c1a-7000-8000-000000000001');
const somebody = UserId.parse('0198c0de-7c1a-7000-8000-000000000002');

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function randomGraph(random: () => number): Graph {
  const chance = (share: number) => random() < share;
  const some = (share: number) => new Set(permissionNames.filter(() => chance(share)));
  // Administrators would make most graphs alike.
  const ofRole = (share: number) => {
    const names = some(share);
    if (chance(0.9)) names.delete('administrator');
    return names;
  };
  const names = ['a', 'b', 'c', 'd', 'e'].slice(0, Math.floor(random() * 6));
  const roles: Record<string, ReadonlySet<Permission>> = { everyone: ofRole(0.4) };
  for (const name of names) roles[name] = ofRole(0.25);
  const overrides = ['everyone', ...names, me, somebody].flatMap((of) => {
    if (chance(0.5)) return [];
    const deny = some(0.25);
    return [{ of, deny, allow: new Set([...some(0.25)].filter((name) => !deny.has(name))) }];
  });
  return {
    owner: chance(0.05) ? me : somebody,
    member: { id: me, roles: names.filter(() => chance(0.5)), timedOut: chance(0.1) },
    roles,
    channel: { archived: chance(0.1), overrides },
  };
}

function factsOf({ owner, member, roles, channel }: Graph): Facts & { channel: NonNullable<Facts['channel']> } {
  const grant = (id: string) => ({ id, name: id, permissions: bits(roles[id] ?? new Set()) });
  const override = (one: Graph['channel']['overrides'][number]): Override => ({
    allow: bits(one.allow),
    deny: bits(one.deny),
  });
  const ofUsers = new Map(
    [me, somebody].flatMap((id) =>
      channel.overrides.filter((one) => one.of === id).map((one) => [id, override(one)] as const),
    ),
  );
  return {
    holder: { id: me, isOwner: owner === me, defaultRole: grant('everyone'), roles: member.roles.map(grant) },
    timedOut: member.timedOut,
    channel: {
      archived: channel.archived,
      overrides: { ofRoles: new Map(channel.overrides.map((one) => [one.of, override(one)])), ofUsers },
    },
  };
}

const bits = (names: ReadonlySet<Permission>) => toBits([...names]);

/** The graphs in which the two differ; the first few are enough. */
function differing(seed: number, count: number): Graph[] {
  const random = randomFrom(seed);
  const wrong: Graph[] = [];
  for (let index = 0; index < count && wrong.length < 3; index++) {
    const graph = randomGraph(random);
    const facts = factsOf(graph);
    const { holder, channel, timedOut } = facts;
    const lasting = channelPermissions(holder, channel.overrides);
    const now = permissionsNow(lasting, { archived: channel.archived, timedOut });
    const same =
      serverPermissions(holder) === bits(referenceInServer(graph)) &&
      lasting === bits(referenceInChannel(graph)) &&
      now === bits(referenceNow(graph)) &&
      explain(facts).bits === now;
    if (!same) wrong.push(graph);
  }
  return wrong;
}

test(`on ${graphs} servers made at random, what is worked out, what is explained and the second account are the same`, () => {
  const seed = Number(process.env['DEVCHAT_TEST_SEED'] ?? Date.now() % 1_000_000_000);
  expect(differing(seed, graphs), `DEVCHAT_TEST_SEED=${seed}`).toEqual([]);
});

describe('an explanation', () => {
  test('adds up: each step says exactly what it added and took away', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { bits: result, steps } = explain(factsOf(randomGraph(randomFrom(seed))));
        const sum = steps.reduce((before, { added, removed }) => {
          expect(before & toBits(added)).toBe(0);
          expect(before & toBits(removed)).toBe(toBits(removed));
          return (before | toBits(added)) & ~toBits(removed);
        }, 0);
        expect(sum).toBe(result);
      }),
      { numRuns: 300 },
    );
  });

  const role = (name: string, ...names: Permission[]) => ({ id: name, name, permissions: toBits(names) });
  const plain = { id: me, isOwner: false, defaultRole: role('everyone', 'view', 'send'), roles: [] };
  const told = (facts: Facts) =>
    explain(facts).steps.map(({ type, roles, added, removed }) => [type, roles.join(), added.join(), removed.join()]);

  test('of a server goes through the roles, from the default one', () => {
    const holder = { ...plain, roles: [role('mods', 'kick'), role('quiet')] };
    expect(told({ holder, timedOut: false, channel: null })).toEqual([
      ['default_role', 'everyone', 'view,send', ''],
      ['role', 'mods', 'kick', ''],
      ['role', 'quiet', '', ''],
    ]);
  });

  test('names what makes somebody an administrator, and tells nothing of overrides, which do not count', () => {
    const holder = { ...plain, roles: [role('admins', 'administrator')] };
    const overrides = { ofRoles: new Map([['everyone', { allow: 0, deny: allBits }]]), ofUsers: new Map() };
    const steps = explain({ holder, timedOut: true, channel: { overrides, archived: false } }).steps;
    expect(steps.map(({ type, roles }) => [type, ...roles])).toEqual([
      ['default_role', 'everyone'],
      ['role', 'admins'],
      ['administrator', 'admins'],
      ['timed_out'],
    ]);
    expect(steps.at(-1)).toMatchObject({ added: [], removed: [] });
  });

  test('of a channel goes through the overrides, what they imply, the archive and the time-out', () => {
    const holder = { ...plain, roles: [role('mods', 'connect', 'attach_files', 'speak'), role('muted')] };
    const deny = (...names: Permission[]) => ({ allow: 0, deny: toBits(names) });
    const overrides = {
      ofRoles: new Map([
        ['everyone', deny('connect')],
        ['muted', deny('send')],
      ]),
      ofUsers: new Map([[me, { allow: toBits(['add_reactions']), deny: 0 }]]),
    };
    expect(told({ holder, timedOut: true, channel: { overrides, archived: true } })).toEqual([
      ['default_role', 'everyone', 'view,send', ''],
      ['role', 'mods', 'attach_files,connect,speak', ''],
      ['role', 'muted', '', ''],
      ['override_of_default_role', 'everyone', '', 'connect'],
      ['overrides_of_roles', 'muted', '', 'send'],
      ['override_of_member', '', 'add_reactions', ''],
      ['cannot_connect', '', '', 'speak'],
      ['cannot_send', '', '', 'attach_files'],
      ['archived', '', '', 'add_reactions'],
      ['timed_out', '', '', ''],
    ]);
    expect(fromBits(explain({ holder: { ...holder, isOwner: true }, timedOut: false, channel: null }).bits)).toEqual(
      permissionNames,
    );
  });
});

test('where there are no roles, members talk, who looks after a room keeps order, and a block leaves the reading', () => {
  const members = ['view', 'send', 'attach_files', 'add_reactions', 'connect', 'speak'] as const;
  const order = ['mention_everyone', 'manage_messages', 'mute_members', 'kick', 'ban', 'time_out', 'manage_channels'];
  expect(fromBits(roomPermissions(false))).toEqual(members);
  expect(fromBits(roomPermissions(true)).toSorted()).toEqual([...members, ...order, 'view_audit_log'].toSorted());
  expect(fromBits(dmPermissions(false))).toEqual(members);
  expect(fromBits(dmPermissions(true))).toEqual(['view']);
});
