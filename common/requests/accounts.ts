// Requests about one's own account: coming in, going out, logins, and how one is seen.
import * as z from 'zod/mini';
import { TokenId } from '../ids.ts';
import { protocolLimits as limits } from '../limits.ts';
import { Me, Status, Token } from '../model.ts';
import { Email, none, oneLine, Password, soughtName, TokenName, Username } from './fields.ts';
import { row, type Row } from './row.ts';

const LoggedIn = z.object({ token: z.string().check(z.describe('the secret, shown once')), me: Me });

export const accountRequests = {
  'auth.signup': row(
    'anyone',
    'auth',
    'Make an account and log in. The first account of a host is its owner. `device` names the login in lists.',
    z.strictObject({
      username: Username,
      password: Password,
      email: z.optional(Email),
      device: z._default(TokenName, ''),
      invite: z
        .optional(soughtName(64))
        .check(z.describe('a code, where the host takes new accounts by invitation only')),
    }),
    LoggedIn,
  ),
  'auth.login': row(
    'anyone',
    'auth',
    'Log in. An unknown user and a wrong password get the same answer in the same time.',
    z.strictObject({
      username: soughtName(200),
      password: z.string().check(z.maxLength(1000)),
      device: z._default(TokenName, ''),
    }),
    LoggedIn,
  ),
  'auth.reset': row(
    'anyone',
    'auth',
    'Choose a new password with the code that an administrator gave; it is good once. All logins end, and a new one begins.',
    z.strictObject({ code: soughtName(64), password: Password, device: z._default(TokenName, '') }),
    LoggedIn,
  ),
  'auth.logout': row('user', 'write', 'Revoke the token that asks; its sockets close.', none, none),
  'auth.whoami': row('user', 'read', 'Who the token that asks belongs to.', none, z.object({ me: Me, token: Token })),
  'token.create': row(
    'user',
    'write',
    'Make a token for another device or a script. The secret is in the answer and never again.',
    z.strictObject({
      name: TokenName.check(z.refine((text: string) => text.trim() !== '', 'must not be empty')),
      expires_in_days: z.optional(z.int().check(z.gte(1), z.lte(limits.tokenLifetimeMaxDays))),
    }),
    z.object({ id: TokenId, name: z.string(), token: z.string(), expires_at: z.nullable(z.string()) }),
  ),
  'token.list': row('user', 'read', 'One’s own logins, newest first.', none, z.object({ tokens: z.array(Token) })),
  'token.revoke': row(
    'user',
    'write',
    'End one of one’s own logins; its sockets close.',
    z.strictObject({ id: TokenId }),
    none,
  ),
  'status.set': row(
    'user',
    'write',
    'Choose how one is seen, with a text.',
    z.strictObject({ status: Status, text: z._default(oneLine(limits.statusTextMaxChars), '') }),
    Me,
  ),
} as const satisfies Record<string, Row>;
