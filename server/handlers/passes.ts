// The pass: shown and redeemed by everybody, made, given and taken by administrators.
import { writeCode } from '../../common/codes.ts';
import { Refusal } from '../../common/errors.ts';
import type { UserId } from '../../common/ids.ts';
import { passUnlocks } from '../../common/pass.ts';
import { hashCode, newCode } from '../crypto/codes.ts';
import { createCodes, findPass, givePass, listCodes, redeemCode, revokeCode, takePass } from '../store/passes.ts';
import type { HostStanding } from '../domain/rules/administration.ts';
import type { Context, Handler } from './context.ts';
import { ownAccount } from './own.ts';
import { hostStanding, hostSubject, rankChanged, type HostActor, type HostTarget } from './standing.ts';
import { tellNameTag } from './tell-name-tag.ts';
import { currentUser, toMe } from './views.ts';

export const show: Handler<'pass.show'> = {
  load: ownAccount,
  run: async ({ db, login }) => ({ ...(await findPass(db, login.user.id)), unlocks: [...passUnlocks] }),
};

export const redeem: Handler<'pass.redeem'> = {
  load: ownAccount,
  run: async (context, { code }) => {
    const { db, rates, login } = context;
    const blocked = rates.passCodes.begin(login.user.id);
    if (blocked !== undefined) return blocked;
    const redeemed = await redeemCode(db, login.user.id, hashCode(code));
    if (redeemed === undefined) {
      const sentence = 'That code gives nothing: it is mistyped, was used, or was revoked.';
      return new Refusal('not_found', sentence, undefined, 'code');
    }
    rates.passCodes.succeeded(login.user.id);
    await tellPass(context, login.user.id);
    return { me: toMe(await currentUser(context)), days: redeemed.days };
  },
};

export const create: Handler<'admin.pass.create', HostActor> = {
  load: hostStanding,
  run: async ({ db }, { days, count, note }, { actor }) => {
    const codes = Array.from({ length: count }, newCode);
    const ids = await createCodes(db, actor, { hashes: codes.map(hashCode), days, note });
    if (ids === 'changed') return rankChanged();
    return { codes: ids.map((id, index) => ({ id, code: writeCode(codes[index] ?? '') })) };
  },
};

export const list: Handler<'admin.pass.list', HostStanding> = {
  load: hostStanding,
  run: async ({ db }, { state, before, limit }) => {
    const found = await listCodes(db, { state, before, limit: limit + 1 });
    return { codes: found.slice(0, limit), has_more: found.length > limit };
  },
};

export const revoke: Handler<'admin.pass.revoke', HostActor> = {
  load: hostStanding,
  run: async ({ db }, { id, reason }, { actor }) => {
    const done = await revokeCode(db, actor, { id, reason });
    if (done === 'changed') return rankChanged();
    if (done === 'unknown') return new Refusal('not_found', 'There is no such code, or it was revoked.');
    if (done === 'used')
      return new Refusal('conflict', 'Somebody has used that code; `admin pass take` ends their pass.');
    return {};
  },
};

export const give: Handler<'admin.pass.give', HostTarget> = {
  load: hostSubject,
  run: async (context, { days, reason }, { actor, subject }) => {
    const given = await givePass(context.db, actor, { user: subject, days, reason });
    if (given === 'changed') return rankChanged();
    await tellPass(context, subject.id);
    return given;
  },
};

export const take: Handler<'admin.pass.take', HostTarget> = {
  load: hostSubject,
  run: async (context, { reason }, { actor, subject }) => {
    const done = await takePass(context.db, actor, { user: subject, reason });
    if (done === 'changed') return rankChanged();
    if (done === 'none') return new Refusal('conflict', `${subject.username} has no pass.`);
    await tellPass(context, subject.id);
    return {};
  },
};

/** Their own devices and those who see what the pass shows of them; in turns, so that what is told last is what is stored. */
async function tellPass(context: Context, id: UserId): Promise<void> {
  await context.turns.take(id, async () => await tellNameTag(context, id));
  // Their sockets act by what they know of them.
  context.bus.publish({ type: 'user_changed', user: id });
}
