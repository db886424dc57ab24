// Invites: made, listed, looked at, used and revoked.
import { readCode, writeCode } from '../../common/codes.ts';
import { Refusal } from '../../common/errors.ts';
import type { Invite } from '../../common/places.ts';
import { newCode } from '../crypto/codes.ts';
import { noSuchInvite, seesAllInvites, type Invited } from '../domain/rules/invites.ts';
import { noSuchServer, type ServerPlace } from '../domain/rules/servers.ts';
import { recordAudit, type AuditEntry } from '../store/audit.ts';
import {
  createInvite,
  deleteInvite,
  findInvite,
  listInvites,
  named,
  takeInvite,
  type FoundInvite,
} from '../store/invites.ts';
import { findDoor, listedServer } from '../store/server-members.ts';
import { findServerPlace } from '../store/standings.ts';
import { transaction } from '../store/transaction.ts';
import type { Context, Handler } from './context.ts';
import { judging } from './judging.ts';
import { enter } from './server-members.ts';
import { serverPlace } from './server-place.ts';

interface LoadedInvite extends Invited {
  readonly invite: FoundInvite;
}

/** The loading half of requests that name a code: each that leads nowhere is one of a guesser's few. */
async function invited(context: Context, { code }: { readonly code: string }): Promise<LoadedInvite | Refusal> {
  const { db, rates, login } = context;
  const user = login.user.id;
  const over = rates.inviteCodes.begin(user);
  if (over !== undefined) return over;
  const found = await lookUp(context, code);
  if (found === undefined) return noSuchInvite();
  const { invite } = found;
  const door = await findDoor(db, invite.server, user);
  if (door === undefined) return noSuchInvite();
  rates.inviteCodes.succeeded(user);
  return { ...found, createdBy: invite.created_by?.id ?? null, isBanned: door.isBanned };
}

/** To the server's members it leads there even when it lets nobody in any more: an answer that was lost may be asked for again. */
async function lookUp(
  { db, login }: Context,
  typed: string,
): Promise<(ServerPlace & { readonly invite: FoundInvite }) | undefined> {
  const invite = await findInvite(db, writeCode(readCode(typed)));
  if (invite === undefined) return undefined;
  const place = await findServerPlace(db, invite.server, login.user.id);
  return invite.works || place.me !== null ? { ...place, invite } : undefined;
}

export const create: Handler<'invite.create', ServerPlace> = {
  load: serverPlace,
  run: async (context, { server, expires_in_s: expiresInS, max_uses: maxUses }) => {
    const { db, limits, login } = context;
    const judge = judging(context, 'invite.create', (asking) => serverPlace(asking, { server }));
    const code = writeCode(newCode());
    const most = limits.invitesPerServer;
    const made = await createInvite(db, { code, server, by: login.user, expiresInS, maxUses, most, judge });
    if (made instanceof Refusal) return made;
    if (made === 'limit_reached')
      return new Refusal(
        'limit_reached',
        `This server has ${most} invites, as many as this host allows; revoke one first.`,
      );
    const invite = made === undefined ? undefined : await findInvite(db, code);
    return invite === undefined ? noSuchServer() : toInvite(invite);
  },
};

export const list: Handler<'invite.list', ServerPlace> = {
  load: serverPlace,
  run: async ({ db, login }, { server }, { me }) => ({
    invites: await listInvites(db, server, seesAllInvites(me) ? null : login.user.id),
  }),
};

export const revoke: Handler<'invite.revoke', LoadedInvite> = {
  load: invited,
  run: async ({ db, login }, { reason }, { invite }) => {
    await transaction(db, async (tx) => {
      if (!(await deleteInvite(tx, invite.code))) return;
      if (invite.created_by?.id !== login.user.id) await recordAudit(tx, revocation(invite, login.user, reason));
    });
    return {};
  },
};

function revocation(invite: FoundInvite, actor: AuditEntry['actor'], reason: string): AuditEntry {
  const target = named(invite.code);
  const before = { created_by: invite.created_by?.username ?? '', uses: invite.uses };
  return { server: invite.server, actor, action: 'invite.revoke', target, reason, before };
}

export const show: Handler<'invite.show', LoadedInvite> = {
  load: invited,
  run: async ({ db, login }, _params, { invite }) => {
    const server = await listedServer(db, login.user.id, invite.server);
    if (server === undefined) return noSuchInvite();
    const { code, created_by, expires_at } = invite;
    return { code, server, created_by, expires_at };
  },
};

export const accept: Handler<'invite.accept', LoadedInvite> = {
  load: invited,
  run: async (context, _params, { invite }) =>
    await enter(context, invite.server, {
      opens: (tx) => takeInvite(tx, invite.code),
      closed: noSuchInvite,
    }),
};

function toInvite({ code, server, created_by, created_at, expires_at, max_uses, uses }: FoundInvite): Invite {
  return { code, server, created_by, created_at, expires_at, max_uses, uses };
}
