// Requests about servers.
import * as z from 'zod/mini';
import { ServerId, UserId } from '../ids.ts';
import { protocolLimits as limits } from '../limits.ts';
import { JoinedServer, ListedServer, ServerMember } from '../places.ts';
import { none, oneLine, pageSize, Reason, soughtName } from './fields.ts';
import { row, type Row } from './row.ts';

/** Not unique: a server is private, and found by invite. */
export const ServerName = oneLine(limits.serverNameMaxChars).check(
  z.refine((text: string) => text.trim() !== '' && !text.includes('/'), 'must not be empty or have a "/"'),
);

export const serverRequests = {
  'server.create': row(
    'user',
    'write',
    'Make a server and own it. It begins with the channel #general.',
    z.strictObject({ name: ServerName }),
    JoinedServer,
  ),
  'server.get': row(
    'user',
    'read',
    'A server that one is in, with its roles and categories.',
    z.strictObject({ server: ServerId }),
    JoinedServer,
  ),
  'server.resolve': row(
    'user',
    'read',
    'The server that a person means, among those that one is in: its name (without regard to case) or its id.',
    z.strictObject({ target: soughtName(120) }),
    JoinedServer,
  ),
  'server.update': row(
    'user',
    'write',
    'Change what a server is called and whether it is in the public directory; takes `manage_server`.',
    z.strictObject({
      server: ServerId,
      name: z.optional(ServerName),
      icon: z.optional(oneLine(limits.serverIconMaxChars)),
      description: z.optional(oneLine(limits.serverDescriptionMaxChars)),
      listed: z.optional(z.boolean()),
      reason: Reason,
    }),
    JoinedServer,
  ),
  'server.leave': row(
    'user',
    'write',
    'Be in a server no more; its owner transfers or deletes it first.',
    z.strictObject({ server: ServerId }),
    none,
  ),
  'server.transfer': row(
    'user',
    'write',
    'Give a server that one owns to one of its members.',
    z.strictObject({ server: ServerId, user: UserId }),
    JoinedServer,
  ),
  'server.delete': row(
    'user',
    'write',
    'Delete a server that one owns, with its channels and all that was written there.',
    z.strictObject({ server: ServerId }),
    none,
  ),
  'server.directory': row(
    'user',
    'read',
    'The servers of the public directory by name, after the server `after`, optionally only those whose name or description contains `query`.',
    z.strictObject({
      query: z._default(soughtName(limits.serverNameMaxChars), ''),
      after: z.optional(ServerId),
      limit: pageSize(limits.pageMaxServers),
    }),
    z.object({ servers: z.array(ListedServer), has_more: z.boolean() }),
  ),
  'server.join': row(
    'user',
    'write',
    'Join a server of the public directory; joining twice is joining once.',
    z.strictObject({ server: ServerId }),
    JoinedServer,
  ),
  'server.members': row(
    'user',
    'read',
    'Who is in a server that one is in, by user name (without regard to case), after the name `after`, optionally only those whose name or nickname contains `query`.',
    z.strictObject({
      server: ServerId,
      query: z._default(soughtName(limits.usernameMaxChars), ''),
      after: z._default(soughtName(limits.usernameMaxChars), ''),
      limit: pageSize(limits.pageMaxMembers),
    }),
    z.object({ members: z.array(ServerMember), has_more: z.boolean() }),
  ),
  'member.nickname': row(
    'user',
    'write',
    'Give oneself (`change_nickname`), or somebody below oneself (`manage_nicknames`), another name in a server; empty: none.',
    z.strictObject({
      server: ServerId,
      user: UserId,
      nickname: oneLine(limits.nicknameMaxChars),
      reason: Reason,
    }),
    ServerMember,
  ),
} as const satisfies Record<string, Row>;
