// Requests about servers.
import * as z from 'zod/mini';
import { ServerId } from '../ids.ts';
import { protocolLimits as limits } from '../limits.ts';
import { JoinedServer } from '../places.ts';
import { oneLine } from './fields.ts';
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
} as const satisfies Record<string, Row>;
