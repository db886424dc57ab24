// Login tokens: one's own are made, listed and revoked.
import { Refusal } from '../../common/errors.ts';
import { hashSecret, newSecret } from '../crypto/secrets.ts';
import { createToken, deleteToken, listTokens } from '../store/tokens.ts';
import type { Handler } from './context.ts';
import { ownAccount } from './own.ts';
import { toToken } from './views.ts';

export const create: Handler<'token.create'> = {
  load: ownAccount,
  run: async ({ db, limits, login: { user } }, { name, expires_in_days }) => {
    const secret = newSecret();
    const lifetimeDays = expires_in_days ?? null;
    const stored = { userId: user.id, name, hash: hashSecret(secret), lifetimeDays };
    const made = await createToken(db, { ...stored, isLogin: false, most: limits.tokensPerUser });
    if (made === 'limit_reached')
      return new Refusal('limit_reached', `You have ${limits.tokensPerUser} tokens already; revoke one first.`);
    return { id: made.token.id, name, token: secret, expires_at: made.token.expires_at };
  },
};

export const list: Handler<'token.list'> = {
  load: ownAccount,
  run: async ({ db, login: { user, token } }) => ({
    tokens: (await listTokens(db, user.id)).map((stored) => toToken(stored, token.id)),
  }),
};

export const revoke: Handler<'token.revoke'> = {
  load: ownAccount,
  run: async ({ db, bus, login: { user } }, { id }) => {
    if (!(await deleteToken(db, user.id, id))) return new Refusal('not_found', 'You have no such token.');
    bus.publish({ type: 'revoked', user: user.id, token: id });
    return {};
  },
};
