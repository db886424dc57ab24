import { expect, test, vi } from 'vitest';
import {
  message,
  messageId,
  room,
  server,
  serverChannel,
  user,
  userId,
  state as hostState,
} from '../../../common/test-data.ts';
import type { Permission } from '../../../common/permissions.ts';
import { client } from '../test-client.ts';
import { by, chatState, here } from '../test-frames.ts';
import type { ClientState } from '../../store/state.ts';
import { openPanel } from './panel.ts';

const up = '\u001b[A';

/** One's own permissions in the open channel are these as well. */
function allowed(...more: Permission[]): ClientState {
  const state = chatState([by(1, 1, 'rude'), by(0, 2, 'mine'), by(2, 3, 'spam')]);
  const channel = state.channels.get(here);
  if (channel === undefined) throw new Error('no channel is open');
  const channels = new Map(state.channels).set(here, { ...channel, permissions: [...channel.permissions, ...more] });
  return { ...state, channels };
}

test('who manages messages deletes those of others, and is asked whose it is', () => {
  const { press, screen, asked } = client(allowed('manage_messages'));
  press(`${up}d`);
  expect(screen()).toContain('Delete this message of linus for everybody?');
  press('y');
  expect(asked).toContainEqual(['message.delete', { id: messageId(3) }]);
});

const footer = (screen: string) =>
  screen
    .trimEnd()
    .split('\n')
    .at(-2)
    ?.replace(/^.*?  +/, '') ?? '';

test('the footer says what works on the chosen message, for who may and who may not', () => {
  const guest = client(allowed());
  guest.press(up);
  expect(footer(guest.screen())).toBe('y copy  i profile  ! report  Esc back');
  guest.press(up);
  expect(footer(guest.screen())).toBe('e edit  d delete  y copy  i profile  Esc back');
  const moderator = client(allowed('manage_messages'));
  moderator.press(up);
  expect(footer(moderator.screen())).toBe('y copy  i profile  d delete  p pin  ! report  Esc back');
  moderator.app.set({ columns: 40 });
  expect(moderator.screen()).toContain('y copy  i profile  Esc back');
});

test('who does not is told so, and nothing is asked', () => {
  const { press, screen, asked } = client(allowed());
  press(`${up}d`);
  expect(screen()).toContain('you do not manage messages');
  press('p');
  expect(screen()).toContain('Only who manages messages here pins them.');
  expect(asked).toEqual([]);
});

test('p pins a message and takes the pin away, which one sees', async () => {
  const { press, screen, asked, store } = client(allowed('manage_messages'), {
    'message.pin': {},
    'message.unpin': {},
  });
  press(`${up}p`);
  expect(asked).toContainEqual(['message.pin', { id: messageId(3) }]);
  await vi.waitFor(() => expect(screen()).toContain('Pinned; /pins shows it.'));
  const pinned = { ...by(2, 3, 'spam'), rev: 4, pinned_at: '2026-11-20T10:00:00.000Z' };
  store.apply({ type: 'events', events: [{ type: 'message.pinned', message: pinned }] } as never);
  expect(screen()).toContain('spam (pinned)');
  press('p');
  expect(asked).toContainEqual(['message.unpin', { id: messageId(3) }]);
});

test('! begins a report of the message, behind which one writes why', () => {
  const { press, text, screen } = client(allowed());
  press(`${up}!`);
  expect(text()).toBe(`/report ${messageId(3)} `);
  expect(screen()).toContain('Write what is wrong with the message of linus');
});

test('/pins lists what is pinned; who manages messages takes a pin away', async () => {
  const pinned = message(1, { content: 'read this\nand that', pinned_at: '2026-11-20T10:00:00.000Z' });
  const answers = {
    'channel.resolve': room(1, 'general', { permissions: ['view', 'send', 'manage_messages'] }),
    'message.pins': { messages: [pinned] },
    'message.unpin': pinned,
  };
  const { press, screen, asked } = client(allowed('manage_messages'), answers);
  press('/pins\r');
  await vi.waitFor(() => expect(screen()).toContain('read this'));
  expect(screen()).toContain('Pins of #general');
  press('u');
  await vi.waitFor(() => expect(asked).toContainEqual(['message.unpin', { id: messageId(1) }]));
});

test('/bans lists who is banned and until when; u lifts a ban, after a question', async () => {
  const ban = {
    user: { id: userId(3), username: 'mallory' },
    banned_by: user(0),
    reason: 'spam',
    created_at: '',
    until: null,
  };
  const answers = {
    'channel.resolve': room(1, 'general'),
    'ban.list': { bans: [ban], has_more: false },
    'member.unban': {},
  };
  const { press, screen, asked } = client(allowed(), answers);
  press('/bans #general\r');
  await vi.waitFor(() => expect(screen()).toContain('@mallory'));
  expect(screen()).toContain('until it is lifted');
  press('u');
  expect(screen()).toContain('Lift the ban of @mallory?');
  press('y');
  await vi.waitFor(() => expect(asked.some(([name]) => name === 'member.unban')).toBe(true));
});

test('/members lets who may silence, remove and ban, with why; nobody does it to themselves', async () => {
  const people = [user(0), user(1)].map((one) => ({ ...one, joined_at: '2026-11-01T09:00:00.000Z' }));
  const answers = {
    'channel.resolve': room(1, 'general', { permissions: ['view', 'send', 'kick', 'ban', 'time_out'] }),
    'channel.members': { members: people, has_more: false },
    // A reason that begins with the name of a place would be asked about.
    'state.get': hostState([room(1, 'general')]),
    'member.time_out': { until: '2026-11-20T10:00:00.000Z' },
    'member.kick': {},
    'member.ban': {
      ban: { user: user(1), banned_by: user(0), reason: 'spam', created_at: '', until: null },
      deleted: 0,
    },
  };
  const { press, screen, asked } = client(allowed(), answers);
  press('/members\r');
  await vi.waitFor(() => expect(screen()).toContain('▌ ● @ada'));
  expect(screen()).not.toContain('t time out');
  press('j');
  expect(screen()).toContain('t time out');
  press('tj\rcalm down\r');
  const about = { channel: here, username: 'grace' };
  const silence = { ...about, duration_s: 3600, reason: 'calm down' };
  await vi.waitFor(() => expect(asked).toContainEqual(['member.time_out', silence]));
  press('xoff topic\r');
  expect(screen()).toContain('Remove @grace?');
  press('y');
  await vi.waitFor(() => expect(asked).toContainEqual(['member.kick', { ...about, reason: 'off topic' }]));
  press('b\rspam\r');
  expect(screen()).toContain('Ban @grace, until it is lifted?');
  press('y');
  const banned = { ...about, reason: 'spam', delete_messages_hours: 0 };
  await vi.waitFor(() => expect(asked).toContainEqual(['member.ban', banned]));
});

test('who may not is offered nothing of it; in a channel of a server the server counts', async () => {
  const place = server(1, 'Acme Rockets', { permissions: ['view', 'kick'] });
  const answers = {
    'channel.resolve': serverChannel(1, place.id, 'general', { permissions: ['view', 'send'] }),
    'server.resolve': place,
    'channel.members': { members: [{ ...user(1), status: 'offline', joined_at: '' }], has_more: false },
  };
  const { press, screen } = client(allowed(), answers);
  press('/members\r');
  await vi.waitFor(() => expect(screen()).toContain('@grace'));
  expect(screen()).toMatch(/Offline\n.*@grace/);
  expect(screen()).toContain('x remove');
  expect(screen()).not.toContain('b ban');
});

test('/reports shows the host’s queue where no server is, with what was said; a report is dismissed with a note', async () => {
  const report = {
    id: messageId(9),
    server: null,
    reporter: user(2),
    user: user(1),
    channel: here,
    message: messageId(1),
    content: 'buy now',
    reason: 'advertisement',
    status: 'open',
    created_at: '2026-11-20T10:00:00.000Z',
    handled_by: null,
    handled_at: null,
    note: '',
  };
  const answers = {
    'channel.resolve': room(1, 'general'),
    'report.list': { reports: [report], has_more: false },
    'report.handle': { ...report, status: 'dismissed' },
  };
  const { press, screen, asked } = client(allowed(), answers);
  press('/reports\r');
  await vi.waitFor(() => expect(screen()).toContain('advertisement'));
  expect(screen()).toContain('buy now');
  expect(screen()).toContain('Reports of the host');
  press('nit is ours\r');
  const handled = { id: messageId(9), outcome: 'dismissed', note: 'it is ours', action: 'none' };
  await vi.waitFor(() => expect(asked).toContainEqual(['report.handle', handled]));
});

test('/audit shows who did what to whom, and checks the chain', async () => {
  const entry = {
    n: 1,
    at: '2026-11-20T10:00:00.000Z',
    actor: user(0),
    action: 'member.ban',
    reason: 'spam',
    hash: 'ab',
    target: { type: 'user', id: userId(1), name: 'mallory' },
    before: null,
    after: { until: null },
  };
  const verdict = { ok: true, entries: 1, head: 'ab12', wrong: null };
  const answers = { 'audit.list': { entries: [entry], has_more: false }, 'audit.verify': verdict };
  const { app, press, screen } = client(allowed(), answers);
  openPanel(app, 'audit', { id: 'host', name: 'host' });
  await vi.waitFor(() => expect(screen()).toContain('member.ban'));
  expect(screen()).toMatch(/11-20 \d\d:\d\d +member.ban +@mallory +@ada/);
  press('v');
  await vi.waitFor(() => expect(screen()).toContain('OK  1 entries  ab12'));
});
