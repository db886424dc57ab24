// Invitations to the host itself: codes with which accounts are made, each as often as it says.
import type { HostInvite } from '../../common/administration.ts';
import type { UserId } from '../../common/ids.ts';
import { recordAudit } from './audit.ts';
import { isoTime, rows, type Database } from './database.ts';
import { asRank } from './ranks.ts';
import { transaction } from './transaction.ts';

const living = `i.server_id is null and (i.expires_at is null or i.expires_at > now()) and (i.max_uses is null or i.uses < i.max_uses)`;

const columns = `i.code, ${isoTime('i.created_at')} as created_at, ${isoTime('i.expires_at')} as expires_at, i.max_uses, i.uses,
  (select json_build_object('id', u.id, 'username', u.username) from users u where u.id = i.created_by) as created_by`;

const page = {
  name: 'host_invites',
  text: `select ${columns} from invites i where ${living}
           and ($1 = '' or (i.created_at, i.code) < (select b.created_at, b.code from invites b where b.code = $1))
         order by i.created_at desc, i.code desc limit $2`,
};

const good = { name: 'host_invite_is_good', text: `select 1 from invites i where i.code = $1 and ${living}` };

/** Takes one use; nothing where none is left. Its row stays locked until the account exists, or does not. */
export const takeInvite = `update invites i set uses = uses + 1 where i.code = ? and ${living} returning 1`;

export interface NewInvite {
  readonly code: string;
  readonly max_uses: number | null;
  readonly expires_in_days: number | null;
  /** How many there may be that can still be used. */
  readonly most: number;
}

interface Actor {
  readonly id: UserId;
  readonly username: string;
}

/** Here and below, `changed`: who acts is no administrator any more. */
export async function createHostInvite(
  db: Database,
  actor: Actor,
  invite: NewInvite,
): Promise<HostInvite | 'limit_reached' | 'changed'> {
  const { code, max_uses, expires_in_days, most } = invite;
  return await transaction(db, async (tx) => {
    if (!(await asRank(tx, actor.id, 'administrator'))) return 'changed';
    // Two at once would both find room for one.
    await tx.rows('lock table invites in share row exclusive mode');
    const [count] = await tx.rows<{ n: number }>(`select count(*)::float8 as n from invites i where ${living}`);
    if ((count?.n ?? 0) >= most) return 'limit_reached';
    const [made] = await tx.rows<HostInvite>(
      `insert into invites as i (id, code, created_by, max_uses, expires_at)
       values (gen_random_uuid(), $1, $2, $3, now() + $4::float8 * interval '1 day') returning ${columns}`,
      [code, actor.id, max_uses, expires_in_days],
    );
    if (made === undefined) throw new Error('an invitation vanished while it was made');
    const after = { max_uses, expires_at: made.expires_at };
    await recordAudit(tx, { ...about(actor, code), action: 'admin.invite.create', after });
    return made;
  });
}

/** Those that can still be used, newest first. */
export async function listHostInvites(
  db: Database,
  { before, limit }: { readonly before: string; readonly limit: number },
): Promise<HostInvite[]> {
  return await rows<HostInvite>(db, page, [before, limit]);
}

/** `unknown`: there was no such code. */
export async function revokeHostInvite(
  db: Database,
  actor: Actor,
  code: string,
): Promise<'done' | 'unknown' | 'changed'> {
  return await transaction(db, async (tx) => {
    if (!(await asRank(tx, actor.id, 'administrator'))) return 'changed';
    const [gone] = await tx.rows<{ uses: number }>(
      'delete from invites where code = $1 and server_id is null returning uses',
      [code],
    );
    if (gone === undefined) return 'unknown';
    await recordAudit(tx, { ...about(actor, code), action: 'admin.invite.revoke', before: { uses: gone.uses } });
    return 'done';
  });
}

/** Whether an account could be made with it at this moment. */
export async function isHostInvite(db: Database, code: string): Promise<boolean> {
  return (await rows(db, good, [code])).length === 1;
}

/** The log names a code by its beginning: who reads it need not be able to use it. */
function about(actor: Actor, code: string) {
  return { server: null, actor, target: { type: 'invite', id: code.slice(0, 5), name: code.slice(0, 5) }, reason: '' };
}
