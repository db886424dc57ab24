import { expect, test, vi } from 'vitest';
import type { JoinedServer, ServerMember } from '../../../common/places.ts';
import { newId, ServerId } from '../../../common/ids.ts';
import { makeSafe } from '../../../common/safe-text.ts';
import { server as testServer, serverChannel, state, userId } from '../../../common/test-data.ts';
import { chatState, play } from '../test-frames.ts';
import { client, hello } from '../test-client.ts';

const server: JoinedServer = {
  id: newId(ServerId),
  name: 'Work',
  icon: '',
  description: 'where we work',
  owner: userId(0),
  listed: false,
  created_at: '2026-11-01T09:00:00.000Z',
  roles: [],
  categories: [],
  rev: 1,
  permissions: ['view', 'invite', 'manage_server', 'change_nickname', 'manage_nicknames'],
  me: { nickname: '', roles: [], joined_at: '2026-11-01T09:00:00.000Z', timed_out_until: null },
};
const member: ServerMember = { ...server.me, id: userId(1), username: 'grace', nickname: 'Amazing' };
const invite = {
  code: '0A1B2-C3D4E-F5G6H-J7K8M',
  server: server.id,
  created_by: { id: userId(0), username: 'ada' },
  created_at: server.created_at,
  expires_at: null,
  max_uses: null,
  uses: 2,
};

const opened = () =>
  client(chatState(hello), {
    'state.get': state([], [server]),
    'server.resolve': server,
    'server.members': { members: [member], has_more: false },
    'member.nickname': member,
    'invite.list': { invites: [invite] },
    'invite.create': invite,
    'server.delete': {},
  });

test('Enter on a server goes to its first channel', async () => {
  const first = serverChannel(11, server.id, 'welcome');
  const { press, screen, store } = client(
    play(chatState(hello), {
      type: 'ready',
      state: makeSafe(state([serverChannel(12, server.id, 'zoo', { position: 1 }), first], [server])),
    }),
    { 'state.get': state([], [server]) },
  );
  press('/servers\r');
  await vi.waitFor(() => expect(screen()).toContain('▌ Work'));
  press('\r');
  expect(store.get().open).toBe(first.id);
  expect(screen()).toContain('Message Work/#welcome');
});

test('from the list of servers one goes to the members and names one of them', async () => {
  const { press, screen, asked } = opened();
  press('/servers\r');
  await vi.waitFor(() => expect(screen()).toContain('▌ Work'));
  press('m');
  await vi.waitFor(() => expect(screen()).toContain('Members of Work'));
  expect(screen()).toMatch(/@grace +Amazing/);
  press('eGracie\r');
  const params = { server: server.id, user: userId(1), nickname: 'Gracie', reason: '' };
  await vi.waitFor(() => expect(asked).toContainEqual(['member.nickname', params]));
});

test('who looks after a server silences and bans its members from their list, and gives them roles', async () => {
  const reviewers = { ...roleOf(), name: 'reviewers' };
  const mine = {
    ...server,
    roles: [reviewers],
    permissions: [...server.permissions, 'ban', 'time_out', 'manage_roles'],
  };
  const channel = serverChannel(11, server.id, 'general');
  const { press, screen, asked } = client(chatState(hello), {
    'state.get': state([channel], [server]),
    'server.resolve': mine,
    'channel.resolve': channel,
    'server.members': { members: [member], has_more: false },
    'member.time_out': { until: '2026-11-20T10:00:00.000Z' },
    'role.members': { members: [member], has_more: false },
    'role.give': member,
  });
  press('/people Work\r');
  await vi.waitFor(() => expect(screen()).toContain('@grace'));
  expect(screen()).not.toContain('x remove');
  press('t\r\r');
  const silence = { server: server.id, username: 'grace', duration_s: 600, reason: '' };
  await vi.waitFor(() => expect(asked).toContainEqual(['member.time_out', silence]));
  press('greviewers\r');
  await vi.waitFor(() =>
    expect(asked).toContainEqual(['role.give', { role: reviewers.id, user: userId(1), reason: '' }]),
  );
});

test('from the list of servers one goes to the invites and makes one', async () => {
  const { press, screen, asked } = opened();
  press('/servers\r');
  await vi.waitFor(() => expect(screen()).toContain('▌ Work'));
  press('i');
  await vi.waitFor(() => expect(screen()).toContain(invite.code));
  press('n\r5\r');
  const params = { server: server.id, expires_in_s: 86_400, max_uses: 5 };
  await vi.waitFor(() => expect(asked).toContainEqual(['invite.create', params]));
});

test('a server is deleted only when its name was typed', async () => {
  const { press, screen, asked } = opened();
  press('/servers\r');
  await vi.waitFor(() => expect(screen()).toContain('▌ Work'));
  press('xwork\r');
  expect(screen()).toContain('"work" is not its name.');
  press('n');
  press('xWork\ry');
  await vi.waitFor(() => expect(asked).toContainEqual(['server.delete', { server: server.id }]));
});

function roleOf() {
  const [role] = testServer(1, 'Work').roles;
  if (role === undefined) throw new Error('there is no role');
  return role;
}
