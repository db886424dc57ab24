// The rules of roles and overrides, each at its edge: who asks, what for, and the answer.
import { describe, expect, test } from 'vitest';
import { newId, ServerId, UserId } from '../../../common/ids.ts';
import { allBits, toBits, type Permission } from '../../../common/permissions.ts';
import { may } from '../permissions.ts';
import { givesOnlyOwn } from './roles.ts';
import type { Standing } from './servers.ts';

const server = { id: newId(ServerId) };
const bits = (...names: Permission[]) => toBits(names);
const asker = { id: newId(UserId) };
const standing = (rank: number, ...names: Permission[]): Standing => ({
  id: asker.id,
  isOwner: false,
  permissions: bits(...names),
  rank,
});
const manager = standing(3, 'view', 'manage_roles', 'send');
const owner: Standing = { id: asker.id, isOwner: true, permissions: allBits, rank: 0 };
const plain = standing(3, 'view', 'send');
const other = (rank: number, isOwner = false): Standing => ({
  ...standing(rank, 'view'),
  id: newId(UserId),
  isOwner,
});

const role = (position: number) => ({ position, isDefault: position === 0 });
const answer = (no: ReturnType<typeof may>) => (no === undefined ? 'ok' : `${no.code}: ${no.message}`);
const lacks = expect.stringMatching(/^forbidden: You may not do that here: it takes the permission "manage_roles"/);
const unknown = expect.stringMatching(/^not_found/);
const notBelow = 'forbidden: That role is not below your own highest one.';

describe('role.create', () => {
  const create = (me: Standing | null, granted = 0) => answer(may(asker, 'role.create', { server, me, granted }));

  test.each([
    ['an outsider', null, unknown],
    ['a member without manage_roles', plain, lacks],
    [
      'who has it by the default role only',
      standing(0, 'manage_roles'),
      expect.stringMatching(/none above the default/),
    ],
    ['a manager', manager, 'ok'],
    ['a manager in the lowest role', standing(1, 'manage_roles'), 'ok'],
    ['the owner without any role', owner, 'ok'],
  ])('by %s', (_who, me, expected) => expect(create(me)).toEqual(expected));

  test('grants what one has, and nothing that one lacks', () => {
    expect(create(manager, bits('view', 'send'))).toBe('ok');
    expect(create(manager, bits('view', 'kick', 'ban'))).toBe(
      'forbidden: Nobody grants what they do not have: kick, ban.',
    );
    expect(create(owner, allBits)).toBe('ok');
  });
});

describe('role.update', () => {
  const update = (me: Standing | null, position: number, { granted = 0, keepsItsLook = true } = {}) =>
    answer(may(asker, 'role.update', { server, me, role: role(position), granted, keepsItsLook }));

  test.each([
    ['an outsider', null, 1, unknown],
    ['a member without manage_roles', plain, 1, lacks],
    ['a manager, one below', manager, 2, 'ok'],
    ['a manager, their own', manager, 3, notBelow],
    ['a manager, one above', manager, 4, notBelow],
    ['an administrator, one above', { ...manager, permissions: allBits }, 4, notBelow],
    ['the owner, any', owner, 9, 'ok'],
    ['a manager, the default role', manager, 0, 'ok'],
    ['who stands no higher, the default role', standing(0, 'manage_roles'), 0, notBelow],
  ])('by %s', (_who, me, position, expected) => expect(update(me, position)).toEqual(expected));

  test('adds nothing that one lacks', () => {
    expect(update(manager, 1, { granted: bits('send') })).toBe('ok');
    expect(update(manager, 1, { granted: bits('ban') })).toMatch(/Nobody grants what they do not have: ban/);
  });

  test('leaves the look of the default role alone', () => {
    expect(update(owner, 0, { keepsItsLook: false })).toMatch(/only permissions and colour/);
    expect(update(owner, 1, { keepsItsLook: false })).toBe('ok');
  });
});

describe('role.move', () => {
  const move = (me: Standing | null, position: number, to: number) =>
    answer(may(asker, 'role.move', { server, me, role: role(position), to }));

  test.each([
    ['an outsider', null, 1, 2, unknown],
    ['a member without manage_roles', plain, 1, 2, lacks],
    ['a manager, below their own', manager, 1, 2, 'ok'],
    ['a manager, to their own place', manager, 1, 3, expect.stringMatching(/^forbidden: Nobody moves/)],
    ['a manager, beyond their own', manager, 1, 4, expect.stringMatching(/^forbidden: Nobody moves/)],
    ['a manager, their own', manager, 3, 1, notBelow],
    ['a manager, the default role', manager, 0, 1, 'forbidden: The default role stays at the bottom.'],
    ['the owner, the default role', owner, 0, 1, 'forbidden: The default role stays at the bottom.'],
    ['the owner, anywhere', owner, 1, 99, 'ok'],
  ])('by %s', (_who, me, position, to, expected) => expect(move(me, position, to)).toEqual(expected));
});

describe('role.delete', () => {
  const remove = (me: Standing | null, position: number) =>
    answer(may(asker, 'role.delete', { server, me, role: role(position) }));

  test.each([
    ['an outsider', null, 1, unknown],
    ['a member without manage_roles', plain, 1, lacks],
    ['a manager, one below', manager, 2, 'ok'],
    ['a manager, their own', manager, 3, notBelow],
    ['the owner, the default role', owner, 0, 'forbidden: The default role cannot be deleted.'],
    ['the owner, any other', owner, 5, 'ok'],
  ])('by %s', (_who, me, position, expected) => expect(remove(me, position)).toEqual(expected));
});

describe.each(['role.give', 'role.take'] as const)('%s', (name) => {
  const hand = (me: Standing | null, position: number, target: Standing | null, granted = 0) =>
    answer(may(asker, name, { server, me, role: role(position), target, granted }));
  const beside = expect.stringMatching(/^forbidden: They stand beside or above you/);

  test.each([
    ['an outsider', null, 1, other(0), unknown],
    ['a member without manage_roles', plain, 1, other(0), lacks],
    ['a manager, with a member below', manager, 2, other(2), 'ok'],
    ['a manager, with a member beside', manager, 2, other(3), beside],
    ['a manager, with a member above', manager, 2, other(4), beside],
    ['a manager, with the owner', manager, 2, other(0, true), beside],
    ['an administrator, with the owner', { ...manager, permissions: allBits }, 2, other(0, true), beside],
    ['a manager, with themselves', manager, 2, manager, 'ok'],
    ['a manager, with themselves and their own role', manager, 3, manager, notBelow],
    ['a manager, with nobody', manager, 2, null, 'not_found: They are not in that server.'],
    ['a manager, their own role', manager, 3, other(0), notBelow],
    ['a manager, a role above', manager, 4, other(0), notBelow],
    ['the owner, with themselves', owner, 9, owner, 'ok'],
    ['the owner, with anybody', owner, 9, other(9), 'ok'],
    ['the owner, the default role', owner, 0, other(1), expect.stringMatching(/^forbidden: .* default role/)],
  ])('by %s', (_who, me, position, target, expected) => expect(hand(me, position, target)).toEqual(expected));

  test('of a role that grants what one lacks', () => {
    const expected = name === 'role.give' ? 'forbidden: Nobody grants what they do not have: ban.' : 'ok';
    expect(hand(manager, 1, other(0), bits('send', 'ban'))).toBe(expected);
    expect(hand(manager, 1, other(0), bits('send'))).toBe('ok');
    expect(hand(owner, 1, other(0), allBits)).toBe('ok');
  });
});

test('who has a role is told to members, and to nobody else', () => {
  expect(answer(may(asker, 'role.members', { server, me: plain }))).toBe('ok');
  expect(answer(may(asker, 'role.members', { server, me: null }))).toMatch(/^not_found: There is no such role/);
});

describe.each(['override.set', 'override.clear'] as const)('%s', (name) => {
  const see = bits('view', 'send');
  const change = (
    me: Standing | null,
    {
      permissions = see,
      changed = 0,
      position = 1,
      member,
    }: Partial<{
      permissions: number | null;
      changed: number;
      position: number;
      member: Standing | null;
    }> = {},
  ) => {
    const target =
      member === undefined ? ({ type: 'role', position } as const) : ({ type: 'member', standing: member } as const);
    return answer(may(asker, name, { server, me, permissions, changed, target }));
  };

  test.each([
    ['an outsider', change(null), unknown],
    ['a manager who does not see the channel', change(manager, { permissions: null }), unknown],
    ['a member without manage_roles', change(plain), lacks],
    ['a manager, of a role below', change(manager, { position: 2 }), 'ok'],
    ['a manager, of the default role', change(manager, { position: 0 }), 'ok'],
    ['a manager, of their own role', change(manager, { position: 3 }), notBelow],
    ['the owner, of any role', change(owner, { position: 9 }), 'ok'],
    ['a manager, of a member below', change(manager, { member: other(2) }), 'ok'],
    [
      'a manager, of a member beside',
      change(manager, { member: other(3) }),
      expect.stringMatching(/^forbidden: They stand/),
    ],
    [
      'a manager, of the owner',
      change(manager, { member: other(0, true) }),
      expect.stringMatching(/^forbidden: They stand/),
    ],
    [
      'a manager, of themselves',
      change(manager, { member: manager }),
      'forbidden: Nobody changes an override of themselves.',
    ],
    [
      'the owner, of themselves',
      change(owner, { member: owner }),
      'forbidden: Nobody changes an override of themselves.',
    ],
    ['a manager, of what they may do there', change(manager, { changed: see }), 'ok'],
    [
      'a manager, of what they may not do there',
      change(manager, { changed: bits('connect') }),
      expect.stringMatching(/may not do there: connect/),
    ],
  ])('by %s', (_who, given, expected) => expect(given).toEqual(expected));

  test('of somebody who has left', () => {
    expect(change(manager, { member: null })).toBe(
      name === 'override.set' ? 'not_found: They are not in that server.' : 'ok',
    );
  });
});

test('overrides are listed for who sees the channel and manages roles', () => {
  const list = (me: Standing | null, permissions: number | null) =>
    answer(may(asker, 'override.list', { server, me, permissions }));
  expect(list(manager, bits('view'))).toBe('ok');
  expect(list(manager, null)).toMatch(/^not_found: There is no such channel/);
  expect(list(null, null)).toMatch(/^not_found/);
  expect(list(null, bits('view'))).toMatch(/^not_found/);
  expect(list(plain, bits('view'))).toEqual(lacks);
});

describe('permission.explain', () => {
  const inServer = (me: Standing | null, about: UserId) =>
    answer(may(asker, 'permission.explain', { server, me, about }));
  const inChannel = (me: Standing | null, permissions: number | null, about: UserId) =>
    answer(may(asker, 'permission.explain', { server, me, permissions, about }));
  const somebody = other(0).id;

  test.each([
    ['oneself, in the server', inServer(plain, asker.id), 'ok'],
    ['oneself, from outside', inServer(null, asker.id), expect.stringMatching(/^not_found: There is no such server/)],
    ['somebody, from outside', inServer(null, somebody), expect.stringMatching(/^not_found: There is no such server/)],
    ['somebody, by a manager', inServer(manager, somebody), 'ok'],
    ['somebody, by others', inServer(plain, somebody), lacks],
    ['oneself, in a channel', inChannel(plain, bits('view'), asker.id), 'ok'],
    ['oneself, in a channel that one does not see', inChannel(plain, null, asker.id), unknown],
    ['somebody, in a channel, by a manager', inChannel(manager, bits('view'), somebody), 'ok'],
    ['somebody, in a channel that the manager does not see', inChannel(manager, null, somebody), unknown],
    [
      'somebody, in a channel, from outside',
      inChannel(null, bits('view'), somebody),
      expect.stringMatching(/^not_found: There is no such channel/),
    ],
    [
      'oneself, in a channel, from outside',
      inChannel(null, bits('view'), asker.id),
      expect.stringMatching(/^not_found: There is no such channel/),
    ],
    ['somebody, in a channel, by others', inChannel(plain, bits('view'), somebody), lacks],
  ])('of %s', (_what, given, expected) => expect(given).toEqual(expected));
});

test('a change gives nobody what the one who makes it has not in the same place', () => {
  const [send, view] = [bits('send'), bits('view')];
  expect(givesOnlyOwn([])).toBeUndefined();
  expect(
    givesOnlyOwn([
      { gained: send, own: send | view },
      { gained: view, own: view },
    ]),
  ).toBeUndefined();
  expect(
    givesOnlyOwn([
      { gained: view, own: send },
      { gained: send, own: send },
    ])?.message,
  ).toMatch(/: view\./);
  expect(
    givesOnlyOwn([
      { gained: send, own: send },
      { gained: send | view, own: view },
    ])?.message,
  ).toMatch(/what you may not do there yourself: send\./);
});
