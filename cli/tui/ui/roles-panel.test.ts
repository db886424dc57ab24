// The lists about roles, by key presses, with the answers of the host given.
import { expect, test, vi } from 'vitest';
import type { Role } from '../../../common/places.ts';
import { room, server, serverChannel } from '../../../common/test-data.ts';
import { client } from '../test-client.ts';
import { chatState } from '../test-frames.ts';

const plain = server(1, 'work');
const [everyone] = plain.roles;
if (everyone === undefined) throw new Error('a server has a default role');
const reviewers: Role = {
  ...everyone,
  id: '0198c0de-7c1a-7000-8006-000000000009' as Role['id'],
  name: 'reviewers',
  permissions: ['send', 'kick'],
  position: 1,
  hoisted: true,
  is_default: false,
};
const work = { ...plain, roles: [reviewers, everyone], me: { ...plain.me, roles: [reviewers.id] } };
const bob = {
  id: everyone.id,
  username: 'bob',
  nickname: 'Bobby',
  roles: [reviewers.id],
  joined_at: '',
  timed_out_until: null,
};

const answers = {
  'server.resolve': work,
  'channel.resolve': serverChannel(1, work.id, 'general'),
  'role.update': reviewers,
  'role.move': reviewers,
  'role.create': reviewers,
  'role.delete': {},
  'role.give': bob,
  'role.take': bob,
  'role.members': { members: [bob], has_more: false },
};

async function withRoles(more: Record<string, unknown> = {}) {
  const one = client(chatState([]), { ...answers, ...more });
  one.press('/roles work\r');
  await vi.waitFor(() => expect(one.screen()).toContain('Roles of work'));
  return one;
}

test('/roles shows the hierarchy of a server, and which roles one has', async () => {
  const { screen } = await withRoles();
  expect(screen()).toMatch(/▌ • reviewers +1 +hoisted +send, kick/);
  expect(screen()).toMatch(/everyone +0 +everybody/);
  expect(screen()).toContain('Enter permissions');
});

test('/roles alone is about the server of the open channel, and says what to do in a room', async () => {
  const one = client(chatState([]), answers);
  one.press('/roles\r');
  await vi.waitFor(() => expect(one.screen()).toContain('Roles of work'));
  const other = client(chatState([]), { ...answers, 'channel.resolve': room(1, 'general') });
  other.press('/roles\r');
  await vi.waitFor(() => expect(other.screen()).toContain('Say of which server'));
});

test('Enter shows what a role allows; a tick asks the host for one permission more or less', async () => {
  const { press, screen, asked } = await withRoles();
  press('\r');
  await vi.waitFor(() => expect(screen()).toContain('Roles of work › reviewers: permissions'));
  expect(screen()).toMatch(/▌ \[ \] view/);
  expect(screen()).toMatch(/\[x\] send/);
  press(' ');
  const permissions = (update: string[]) => ['role.update', { role: reviewers.id, permissions: update, reason: '' }];
  await vi.waitFor(() => expect(asked).toContainEqual(permissions(['send', 'kick', 'view'])));
  press('j ');
  await vi.waitFor(() => expect(asked).toContainEqual(permissions(['kick'])));
});

test('m shows who has a role; n gives it and x takes it after a yes', async () => {
  const { press, screen, asked } = await withRoles();
  press('m');
  await vi.waitFor(() => expect(screen()).toMatch(/▌ @bob +Bobby/));
  expect(screen()).toContain('Roles of work › reviewers: members');
  press('n@bob\r');
  const handed = (name: string) => [name, { role: reviewers.id, user: bob.id, reason: '' }];
  await vi.waitFor(() => expect(asked).toContainEqual(handed('role.give')));
  press('x');
  expect(screen()).toContain('Take the role reviewers from @bob?');
  press('y');
  await vi.waitFor(() => expect(asked).toContainEqual(handed('role.take')));
});

test('a role is made, renamed, coloured, moved and, after a yes, deleted', async () => {
  const { press, screen, asked } = await withRoles();
  const role = reviewers.id;
  const keys: [string, [string, unknown]][] = [
    ['nnight shift\r', ['role.create', expect.objectContaining({ server: work.id, name: 'night shift' })]],
    ['eelders\r', ['role.update', { role, name: 'elders', reason: '' }]],
    ['c#3FA7D6\r', ['role.update', { role, colour: '#3fa7d6', reason: '' }]],
    ['+', ['role.move', { role, position: 2, reason: '' }]],
  ];
  for (const [typed, request] of keys) {
    press(typed);
    await vi.waitFor(() => expect(asked).toContainEqual(request));
    await vi.waitFor(() => expect(screen()).toContain('Roles of work'));
  }
  press('x');
  expect(screen()).toContain('Delete the role reviewers?');
  press('y');
  await vi.waitFor(() => expect(asked).toContainEqual(['role.delete', { role, reason: '' }]));
});

test('the default role is neither renamed, moved nor deleted', async () => {
  const { press, screen } = await withRoles();
  press('j');
  await vi.waitFor(() => expect(screen()).toContain('▌   everyone'));
  expect(screen()).toContain('colour');
  for (const word of ['e rename', '+ up', '- down', 'x delete']) expect(screen()).not.toContain(word);
});
