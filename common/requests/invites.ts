// Requests about invites into servers.
import * as z from 'zod/mini';
import { ServerId } from '../ids.ts';
import { protocolLimits as limits } from '../limits.ts';
import { Invite, InvitePreview, JoinedServer } from '../places.ts';
import { none, Reason, soughtName } from './fields.ts';
import { row, type Row } from './row.ts';

/** Case and hyphens do not matter. What can be no code leads nowhere, like a code that nobody made. */
const Code = soughtName(64);

export const inviteRequests = {
  'invite.create': row(
    'user',
    'write',
    'Make an invite into a server; takes `invite`. Without `expires_in_s` and `max_uses` it works until it is revoked.',
    z.strictObject({
      server: ServerId,
      expires_in_s: z.optional(z.int().check(z.gte(60), z.lte(limits.inviteLifetimeMaxS))),
      max_uses: z.optional(z.int().check(z.gte(1), z.lte(limits.inviteUsesMax))),
    }),
    Invite,
  ),
  'invite.list': row(
    'user',
    'read',
    'The invites of a server that still work, newest first: one’s own, or with `manage_server` all.',
    z.strictObject({ server: ServerId }),
    z.object({ invites: z.array(Invite) }),
  ),
  'invite.revoke': row(
    'user',
    'write',
    'End one of one’s own invites, or with `manage_server` any of the server.',
    z.strictObject({ code: Code, reason: Reason }),
    none,
  ),
  'invite.show': row(
    'user',
    'read',
    'Where an invite leads. One that is unknown, expired, used up or revoked gets the same answer; who tries many is not looked up any more.',
    z.strictObject({ code: Code }),
    InvitePreview,
  ),
  'invite.accept': row(
    'user',
    'write',
    'Join the server of an invite. Who is in it already uses nothing.',
    z.strictObject({ code: Code }),
    JoinedServer,
  ),
} as const satisfies Record<string, Row>;
