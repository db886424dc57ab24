// Made-up channels, users and messages for tests.
import { CategoryId, ChannelId, MessageId, RoleId, ServerId, TokenId, UserId } from './ids.ts';
import * as z from 'zod/mini';
import type { JoinedChannel, Message, State, User } from './model.ts';
import type { JoinedServer } from './places.ts';

const uuid = (kind: string, n: number) => `0198c0de-7c1a-7000-8${kind}-${n.toString(16).padStart(12, '0')}`;
export const channelId = (n: number) => z.parse(ChannelId, uuid('001', n));
export const userId = (n: number) => z.parse(UserId, uuid('002', n));
export const messageId = (n: number) => z.parse(MessageId, uuid('003', n));

export const names = ['ada', 'grace', 'linus', 'margaret', 'dennis', 'barbara'];
/** The tests' "I" is user 0, ada. */
export const user = (n: number): User => ({
  id: userId(n),
  username: names[n] ?? `user${n}`,
  status: 'online',
  status_text: '',
  created_at: '2026-11-01T09:00:00.000Z',
});

export const message = (seq: number, more: Partial<Message> = {}): Message => ({
  id: messageId(seq),
  channel: channelId(1),
  seq,
  rev: seq,
  user: { id: userId(1), username: 'grace' },
  content: `message ${seq}`,
  timestamp: new Date(Date.UTC(2026, 10, 20, 9, 0, seq)).toISOString(),
  edited_at: null,
  deleted_at: null,
  pinned_at: null,
  mentions: [],
  ...more,
});

export const room = (n: number, name: string, more: Partial<JoinedChannel> = {}): JoinedChannel => ({
  id: channelId(n),
  kind: 'room',
  type: 'text',
  name,
  topic: '',
  server_id: null,
  category_id: null,
  position: 0,
  slow_mode_s: 0,
  archived: false,
  created_at: '2026-11-01T09:00:00.000Z',
  last_seq: 0,
  last_rev: 0,
  marker: { read_seq: 0, unread: 0, mentions: 0, rev: 0 },
  permissions: ['view', 'send', 'attach_files', 'add_reactions', 'connect', 'speak'],
  peer: null,
  ...more,
});

export const serverId = (n: number) => z.parse(ServerId, uuid('005', n));
export const categoryId = (n: number) => z.parse(CategoryId, uuid('006', n));
export const roleId = (n: number) => z.parse(RoleId, uuid('007', n));

/** Owned by grace, with the default role alone. */
export const server = (n: number, name: string, more: Partial<JoinedServer> = {}): JoinedServer => ({
  id: serverId(n),
  name,
  icon: '',
  description: '',
  owner: userId(1),
  listed: false,
  created_at: '2026-11-01T09:00:00.000Z',
  roles: [
    {
      id: roleId(n),
      name: 'everyone',
      permissions: ['view', 'send'],
      position: 0,
      colour: null,
      hoisted: false,
      mentionable: false,
      is_default: true,
    },
  ],
  categories: [],
  rev: 0,
  permissions: ['view', 'send'],
  me: { nickname: '', roles: [], joined_at: '2026-11-01T09:00:00.000Z', timed_out_until: null },
  ...more,
});

/** A channel of a server. */
export const serverChannel = (n: number, server_id: ServerId, name: string, more: Partial<JoinedChannel> = {}) =>
  room(n, name, { kind: 'server', server_id, ...more });

export const state = (channels: JoinedChannel[], servers: JoinedServer[] = []): State => ({
  host: {
    name: 'devchat',
    version: '0.1.0',
    protocol: 'devchat.v1',
    epoch: 'e1',
    invitations_only: false,
    announcement: null,
  },
  me: {
    id: userId(0),
    username: 'ada',
    email: null,
    platform_role: 'owner',
    status: 'online',
    status_text: '',
    privacy: { requests_from: 'everyone', dms_from: 'everyone', suggested: true },
    created_at: '2026-11-01T09:00:00.000Z',
    pass_until: null,
  },
  token: {
    id: z.parse(TokenId, uuid('004', 1)),
    name: 'laptop',
    created_at: '2026-11-01T09:00:00.000Z',
    last_used_at: null,
    expires_at: null,
    current: true,
  },
  channels,
  servers,
  relations: [],
});
