// The users of the host, for those who run it: found, suspended, promoted, given a way back in.
import type { AdminUser } from '../../common/administration.ts';
import { Refusal } from '../../common/errors.ts';
import { protocolLimits } from '../../common/limits.ts';
import { utf8Bytes } from '../../common/text.ts';
import { writeCode } from '../../common/codes.ts';
import { hashCode, newCode } from '../crypto/codes.ts';
import { isAtLeast } from '../domain/platform.ts';
import {
  adminUser,
  findAdminUser,
  listUsers,
  setPlatformRole,
  suspendUser,
  transferOwner,
  unsuspendUser,
} from '../store/administration.ts';
import { createReset } from '../store/password-resets.ts';
import { findUserByName } from '../store/users.ts';
import type { Context, Handler } from './context.ts';
import { hostStanding, hostSubject, promotion, rankChanged, type HostActor, type HostTarget } from './standing.ts';
import { tellingRanks } from './tell-standing.ts';
import { currentUser, toMe } from './views.ts';

export const users: Handler<'admin.users', HostActor> = {
  load: hostStanding,
  run: async ({ db }, { query, role, suspended, after, limit }, { me }) => {
    const seesAddresses = isAtLeast(me, 'administrator');
    const where = seesAddresses ? 'names and addresses' : 'names';
    const found = await listUsers(db, { query, in: where, role, suspended, after, limit: limit + 1 });
    return { users: found.slice(0, limit).map((user) => seenBy(me, user)), has_more: found.length > limit };
  },
};

export const get: Handler<'admin.user.get', HostActor> = {
  load: hostStanding,
  run: async ({ db }, { username }, { me }) => {
    const found = await findAdminUser(db, username.replace(/^@/, ''));
    return found === undefined ? new Refusal('not_found', `There is no user ${username}.`) : seenBy(me, found);
  },
};

/** An address is for administrators. */
function seenBy(me: HostActor['me'], user: AdminUser): AdminUser {
  return isAtLeast(me, 'administrator') ? user : { ...user, email: null };
}

export const suspend: Handler<'admin.user.suspend', HostTarget> = {
  load: hostSubject,
  run: async (context, { until, reason }, about) => {
    const done = await suspendUser(context.db, about, { until, reason });
    if (done === 'changed') return rankChanged();
    if (done === 'past') return new Refusal('bad_request', '"until" must be a time to come.', undefined, 'until');
    context.bus.publish({ type: 'user_changed', user: about.subject.id });
    return await shown(context, about);
  },
};

export const unsuspend: Handler<'admin.user.unsuspend', HostTarget> = {
  load: hostSubject,
  run: async (context, { reason }, about) => {
    const done = await unsuspendUser(context.db, about, reason);
    if (done === 'changed') return rankChanged();
    if (done === 'not_suspended') return new Refusal('conflict', `${about.subject.username} is not suspended.`);
    context.bus.publish({ type: 'user_changed', user: about.subject.id });
    return await shown(context, about);
  },
};

export const resetPassword: Handler<'admin.user.reset_password', HostTarget> = {
  load: hostSubject,
  run: async ({ db }, { reason }, about) => {
    const code = newCode();
    const made = await createReset(db, about, { hash: hashCode(code), reason });
    if (made === 'changed') return rankChanged();
    return { code: writeCode(code), path: '/reset', expires_at: made.expires_at };
  },
};

export const setRole: Handler<'admin.role.set', HostTarget & { readonly role: AdminUser['platform_role'] }> = {
  load: promotion,
  run: async (context, { role, reason }, about) => {
    const change = () => setPlatformRole(context.db, about, { role, reason });
    if ((await tellingRanks(context, [about.subject.id], change)) === 'changed') return rankChanged();
    return await shown(context, about);
  },
};

export const transfer: Handler<'admin.owner.transfer', HostActor> = {
  load: hostStanding,
  run: async (context, { username, password, reason }, { actor, me }) => {
    const wrong = await wrongPassword(context, password);
    if (wrong !== undefined) return wrong;
    const subject = await findUserByName(context.db, username.replace(/^@/, ''));
    if (subject === undefined) return new Refusal('not_found', `There is no user ${username}.`, undefined, 'username');
    if (subject.id === actor.id) return new Refusal('conflict', 'You are the owner of this host already.');
    const change = () => transferOwner(context.db, { actor, me, subject }, reason);
    const done = await tellingRanks(context, [actor.id, subject.id], change);
    if (done === 'changed') return rankChanged();
    if (done === 'suspended')
      return new Refusal('conflict', `${subject.username} is suspended, and cannot own this host.`);
    return { me: toMe(await currentUser(context)) };
  },
};

/** Whoever holds a device that is logged in does not hold the password. Attempts count as those of logging in do. */
async function wrongPassword(context: Context, password: string): Promise<Refusal | undefined> {
  const { rates, passwords, address } = context;
  const user = await currentUser(context);
  const account = user.username.toLowerCase();
  const blocked = rates.passwords.begin(account, address);
  if (blocked !== undefined) return blocked;
  const tooLong = utf8Bytes(password) > protocolLimits.passwordMaxBytes || password.includes('\0');
  const right = await passwords.verify(password, tooLong ? undefined : user.password);
  if (right === 'busy')
    return new Refusal('unavailable', 'Too many people are logging in; try again in a moment.', 2000);
  if (!right) return new Refusal('wrong_credentials', 'That is not your password.', undefined, 'password');
  rates.passwords.succeeded(account, address);
  return undefined;
}

async function shown({ db }: Context, { me, subject }: HostTarget): Promise<AdminUser | Refusal> {
  const user = await adminUser(db, subject.id);
  return user === undefined ? new Refusal('not_found', 'There is no such user any more.') : seenBy(me, user);
}
