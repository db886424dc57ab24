// Accounts: sign-up, login, logout, and who one is.
import { Refusal } from '../../common/errors.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { Me, Status } from '../../common/model.ts';
import type { CheckedParams, Result } from '../../common/requests.ts';
import { readCode } from '../../common/codes.ts';
import { utf8Bytes } from '../../common/text.ts';
import { hashCode } from '../crypto/codes.ts';
import { hashSecret, newSecret } from '../crypto/secrets.ts';
import { seenByOthers } from '../store/presence.ts';
import { createToken, deleteToken } from '../store/tokens.ts';
import { isHostInvite } from '../store/host-invites.ts';
import { isReset, redeemReset } from '../store/password-resets.ts';
import { createUser, findUserById, findUserByName, setStatus, type StoredUser } from '../store/users.ts';
import { seenStatus } from '../domain/presence.ts';
import { audienceOf } from './audience.ts';
import type { Context, Handler, OpenContext, OpenHandler } from './context.ts';
import { ownAccount } from './own.ts';
import { tellUser } from './tell.ts';
import { suspended } from './suspended.ts';
import { currentLogin, currentUser, toMe, toPresence, toToken } from './views.ts';

const busy = () => new Refusal('unavailable', 'Too many people are logging in; try again in a moment.', 2000);

export const signup: OpenHandler<'auth.signup'> = {
  run: async (context, { username, password, email, device, invite: typed = '' }) => {
    const invite = readCode(typed);
    // No password is hashed for somebody who is not invited.
    if (context.host.invitations_only && !(await isHostInvite(context.db, invite))) return notInvited(typed);
    const hashed = await context.passwords.hash(password);
    if (hashed === 'busy') return busy();
    const user = await createUser(context.db, {
      username,
      email: email ?? null,
      password: hashed.hash,
      invite,
    });
    if (user === 'not_invited') return notInvited(typed);
    if (user === 'username_taken')
      return new Refusal('name_taken', `The user name ${username} is taken.`, undefined, 'username');
    if (user === 'email_taken')
      return new Refusal('name_taken', 'There is an account with that email address already.', undefined, 'email');
    return await logIn(context, user, device);
  },
};

export const login: OpenHandler<'auth.login'> = {
  run: async (context, { username, password, device }) => {
    const account = username.toLowerCase();
    const blocked = context.rates.passwords.begin(account, context.address);
    if (blocked !== undefined) return blocked;
    const user = await findUserByName(context.db, username);
    // bcrypt would ignore what is past 72 bytes or a NUL: such a password is compared with nobody's, in the same time.
    const tooLong = utf8Bytes(password) > protocolLimits.passwordMaxBytes || password.includes('\0');
    const right = await context.passwords.verify(password, tooLong ? undefined : user?.password);
    if (right === 'busy') return busy();
    if (!right || user === undefined) return new Refusal('wrong_credentials');
    context.rates.passwords.succeeded(account, context.address);
    if (user.is_suspended) return suspended(user);
    return await logIn(context, user, device);
  },
};

function notInvited(typed: string): Refusal {
  const sentence =
    typed === ''
      ? 'This host takes new accounts by invitation only: give the code that somebody who runs it gave you.'
      : 'That invitation is none, is used up or has expired; ask for another one.';
  return new Refusal('forbidden', sentence, undefined, 'invite');
}

export const reset: OpenHandler<'auth.reset'> = {
  run: async (context, { code, password, device }) => {
    const { db, bus, passwords } = context;
    const hash = hashCode(code);
    if (!(await isReset(db, hash))) return noReset();
    const hashed = await passwords.hash(password);
    if (hashed === 'busy') return busy();
    const id = await redeemReset(db, hash, hashed.hash);
    const user = id === undefined ? undefined : await findUserById(db, id);
    if (user === undefined) return noReset();
    bus.publish({ type: 'user_changed', user: user.id });
    return user.is_suspended ? suspended(user) : await logIn(context, user, device);
  },
};

const noReset = () =>
  new Refusal('not_found', 'That code is mistyped, was used, or is over; ask for another one.', undefined, 'code');

export const logout: Handler<'auth.logout'> = {
  load: ownAccount,
  run: async ({ db, bus, login: { user, token } }) => {
    await deleteToken(db, user.id, token.id);
    bus.publish({ type: 'revoked', user: user.id, token: token.id });
    return {};
  },
};

export const whoami: Handler<'auth.whoami'> = {
  load: ownAccount,
  run: async (context) => {
    const current = await currentLogin(context);
    if (current instanceof Refusal) return current;
    const { user, token } = current;
    return { me: toMe(user), token: toToken(token, token.id) };
  },
};

export const setOwnStatus: Handler<'status.set'> = {
  load: ownAccount,
  // In turns, so that what is told last is what was stored last.
  run: async (context, params) => await context.turns.take(context.login.user.id, () => setAndTell(context, params)),
};

async function setAndTell(
  context: Context,
  { status, text, expires_in_minutes }: CheckedParams<'status.set'>,
): Promise<Me> {
  const { db, bus } = context;
  const user = await currentUser(context);
  const minutes = expires_in_minutes ?? null;
  const status_until = await setStatus(db, user.id, { status, text, minutes });
  const me = toMe({ ...user, status, status_text: text, status_until });
  tellUser(bus, user.id, { type: 'me.updated', me });
  // Read last: who left meanwhile was told to be gone, and must not seem to be back.
  const [seen] = await seenByOthers(db, [user.id]);
  if (seen === undefined) return me;
  const isUnseen = (chosen: Status) => seenStatus(chosen, seen.here) === 'offline';
  // Who was not seen before and is not now changes nothing for others, and an event would give them away.
  if (isUnseen(user.status) && isUnseen(seen.status)) return me;
  bus.publish({ type: 'events', to: audienceOf(seen), events: [toPresence(seen)] });
  return me;
}

async function logIn(context: OpenContext, user: StoredUser, device: string): Promise<Result<'auth.login'> | Refusal> {
  const { db, bus, limits } = context;
  const secret = newSecret();
  const stored = {
    userId: user.id,
    name: device === '' ? 'a device' : device,
    hash: hashSecret(secret),
    lifetimeDays: null,
  };
  const made = await createToken(db, { ...stored, isLogin: true, most: limits.tokensPerUser });
  if (made === 'limit_reached') {
    return new Refusal(
      'limit_reached',
      `You have made ${limits.tokensPerUser} tokens; revoke one on a device that is logged in first.`,
    );
  }
  if (made.replaced !== null) bus.publish({ type: 'revoked', user: user.id, token: made.replaced });
  return { token: secret, me: toMe(user) };
}
