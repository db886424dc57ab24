// Invites: made, found by their code, used as often as they may be, and revoked.
import { randomUUID } from 'node:crypto';
import type { Refusal } from '../../common/errors.ts';
import type { ServerId, UserId } from '../../common/ids.ts';
import type { Invite } from '../../common/places.ts';
import { recordAudit, type AuditEntry } from './audit.ts';
import type { Conditions } from './servers.ts';
import { isoTime, rows, type Database } from './database.ts';
import { transaction, type Transaction } from './transaction.ts';

const columns = `i.code, i.server_id as server, ${isoTime('i.created_at')} as created_at, ${isoTime('i.expires_at')} as expires_at,
  i.max_uses, i.uses, case when u.id is not null then json_build_object('id', u.id, 'username', u.username) end as created_by`;
/** Whether it still lets somebody in. */
const works = `(i.expires_at is null or i.expires_at > now()) and (i.max_uses is null or i.uses < i.max_uses)`;

const byCode = {
  name: 'invite_by_code',
  text: `select ${columns}, ${works} as works from invites i left join users u on u.id = i.created_by where i.code = $1 and i.server_id is not null`,
};

const listBy = {
  name: 'invites_of',
  text: `select ${columns} from invites i left join users u on u.id = i.created_by
         where i.server_id = $1 and ($2::uuid is null or i.created_by = $2) and ${works} order by i.created_at desc, i.code`,
};

export interface NewInvite {
  readonly code: string;
  readonly server: ServerId;
  readonly by: AuditEntry['actor'];
  readonly expiresInS: number | undefined;
  readonly maxUses: number | undefined;
  /** Whether they still may, asked under the server's lock. */
  readonly judge: Conditions<Refusal>['judge'];
  /** How many that still work one server may have. */
  readonly most: number;
}

/** Undefined where the server is gone. */
export async function createInvite(
  db: Database,
  invite: NewInvite,
): Promise<'made' | 'limit_reached' | Refusal | undefined> {
  return await transaction(db, async (tx) => {
    // Two at once would both find room for one.
    const [locked] = await tx.rows('select 1 from servers where id = $1 for no key update', [invite.server]);
    if (locked === undefined) return undefined;
    const no = await invite.judge?.(tx);
    if (no !== undefined) return no;
    await tx.rows(`delete from invites i where i.server_id = $1 and not (${works})`, [invite.server]);
    const [held] = await tx.rows<{ n: number }>('select count(*)::float8 as n from invites where server_id = $1', [
      invite.server,
    ]);
    if ((held?.n ?? 0) >= invite.most) return 'limit_reached';
    await tx.rows(
      `insert into invites (id, code, server_id, created_by, expires_at, max_uses)
       values ($1, $2, $3, $4, now() + make_interval(secs => $5), $6)`,
      [randomUUID(), invite.code, invite.server, invite.by.id, invite.expiresInS ?? null, invite.maxUses ?? null],
    );
    const after = { expires_in_s: invite.expiresInS ?? null, max_uses: invite.maxUses ?? null };
    const { server, by: actor } = invite;
    await recordAudit(tx, { server, actor, action: 'invite.create', target: named(invite.code), reason: '', after });
    return 'made';
  });
}

/** The code itself lets people in: the log names only its beginning. */
export function named(code: string): AuditEntry['target'] {
  const [beginning = ''] = code.split('-');
  return { type: 'invite', id: beginning, name: `${beginning}...` };
}

export interface FoundInvite extends Invite {
  readonly works: boolean;
}

export async function findInvite(db: Database, code: string): Promise<FoundInvite | undefined> {
  return (await rows<FoundInvite>(db, byCode, [code]))[0];
}

/** Those that still work, newest first; `by`: only those that this user made. */
export async function listInvites(db: Database, server: ServerId, by: UserId | null): Promise<Invite[]> {
  return await rows<Invite>(db, listBy, [server, by]);
}

/** Takes one use, where there is one left; the server is locked, so that no two take the last. */
export async function takeInvite(tx: Transaction, code: string): Promise<boolean> {
  const taken = await tx.rows(`update invites i set uses = uses + 1 where i.code = $1 and ${works} returning 1`, [
    code,
  ]);
  return taken.length === 1;
}

export async function deleteInvite(tx: Transaction, code: string): Promise<boolean> {
  return (await tx.rows('delete from invites where code = $1 returning 1', [code])).length === 1;
}
