// What becomes of a server as a whole: another name, another owner, its end.
import type { Refusal } from '../../common/errors.ts';
import type { ChannelId, ServerId, UserId } from '../../common/ids.ts';
import { canonicalJson, recordAudit, type AuditEntry } from './audit.ts';
import type { Database } from './database.ts';
import { bury } from './graveyard.ts';
import { changeServer, type Conditions, type ServerChange, type ServerWork } from './servers.ts';
import { transaction, type Transaction } from './transaction.ts';

/** What is not named stays. */
export interface ServerLook {
  readonly name?: string | undefined;
  readonly icon?: string | undefined;
  readonly description?: string | undefined;
  readonly listed?: boolean | undefined;
}

/** Who asks for a change, and why. */
export interface Deed {
  readonly actor: AuditEntry['actor'];
  readonly reason: string;
  /** Whether they still may, asked under the lock. */
  readonly judge?: Conditions<Refusal>['judge'];
}

type Look = Required<{ readonly [K in keyof ServerLook]: NonNullable<ServerLook[K]> }>;

const lookColumns = 'name, icon, description, is_listed as listed';

/** `same`: it was so already. Undefined where the server is gone. */
export async function updateServer(
  db: Database,
  id: ServerId,
  look: ServerLook,
  deed: Deed,
): Promise<ServerChange<unknown> | { readonly undone: Refusal | 'gone' | 'same' } | undefined> {
  const work = async (tx: Transaction): Promise<ServerWork<'changed', 'gone' | 'same'>> => {
    const [before] = await tx.rows<Look>(`select ${lookColumns} from servers where id = $1`, [id]);
    const [after] = await tx.rows<Look>(
      `update servers set name = coalesce($2, name), icon = coalesce($3, icon), description = coalesce($4, description),
         is_listed = coalesce($5, is_listed) where id = $1 returning ${lookColumns}`,
      [id, look.name ?? null, look.icon ?? null, look.description ?? null, look.listed ?? null],
    );
    if (before === undefined || after === undefined) return { undone: 'gone' };
    const diff = differences(before, after);
    if (isEmpty(diff)) return { undone: 'same' };
    const target = { type: 'server', id, name: after.name };
    await recordAudit(tx, { server: id, ...deed, action: 'server.update', target, ...diff });
    // How it is called changes what nobody may do.
    return { result: 'changed', access: { users: [] } };
  };
  return await changeServer(db, id, work, deed);
}

export interface Differences {
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** What changes nothing is no change: it has no entry in the log and no number, and nobody is told. */
export function isEmpty({ after }: Differences): boolean {
  return Object.keys(after).length === 0;
}

/** Only what is different. */
export function differences(before: object, after: object): Differences {
  const old = new Map<string, unknown>(Object.entries(before));
  const changed = Object.entries(after).filter(([key, value]) => canonicalJson(old.get(key)) !== canonicalJson(value));
  return {
    before: Object.fromEntries(changed.map(([key]) => [key, old.get(key)])),
    after: Object.fromEntries(changed),
  };
}

export interface Transfer {
  readonly from: UserId;
  readonly to: UserId;
  /** How many servers one user may own. */
  readonly most: number;
}

export type NotTransferred = Refusal | 'not_owner' | 'not_a_member' | 'limit_reached';

/** Both stay members. Undefined where the server is gone. */
export async function transferServer(
  db: Database,
  id: ServerId,
  { from, to, most }: Transfer,
  deed: Deed,
): Promise<ServerChange<'transferred'> | { readonly undone: NotTransferred } | undefined> {
  const work = async (tx: Transaction): Promise<ServerWork<'transferred', NotTransferred>> => {
    // Two at once would both find room for one.
    const [heir] = await tx.rows<{ username: string }>('select username from users where id = $1 for no key update', [
      to,
    ]);
    const [now] = await tx.rows<{ owner: UserId; name: string; member: boolean; owned: number }>(
      `select s.owner_id as owner, s.name, exists (select 1 from server_members where server_id = s.id and user_id = $2) as member,
         (select count(*) from servers where owner_id = $2)::float8 as owned from servers s where s.id = $1`,
      [id, to],
    );
    if (now === undefined || now.owner !== from) return { undone: 'not_owner' };
    if (heir === undefined || !now.member) return { undone: 'not_a_member' };
    if (to !== from && now.owned >= most) return { undone: 'limit_reached' };
    await tx.rows('update servers set owner_id = $2 where id = $1', [id, to]);
    await recordAudit(tx, {
      server: id,
      ...deed,
      action: 'server.transfer',
      target: {
        type: 'server',
        id,
        name: now.name,
      },
      before: { owner: deed.actor.username },
      after: { owner: heir.username },
    });
    return { result: 'transferred', access: { users: [from, to] } };
  };
  return await changeServer(db, id, work, deed);
}

/** Who was in it, and in which of its channels. */
export interface Emptied {
  readonly members: readonly UserId[];
  readonly seats: readonly { readonly user: UserId; readonly channel: ChannelId }[];
  /** Whom the reports are about that the host handles from now on. */
  readonly reported: readonly UserId[];
}

/**
 * Undefined where it is not (any more) the server of who asks. The server's own log is read by nobody any more, so that the
 * host's says who did it; and nobody is rid of what is reported there by deleting it.
 */
export async function deleteServer(db: Database, id: ServerId, deed: Deed): Promise<Emptied | undefined> {
  return await transaction(db, async (tx) => {
    const [server] = await tx.rows<{ name: string }>(
      'select name from servers where id = $1 and owner_id = $2 for update',
      [id, deed.actor.id],
    );
    if (server === undefined) return undefined;
    const members = await tx.rows<{ user: UserId }>(
      'select user_id as "user" from server_members where server_id = $1',
      [id],
    );
    const seats = await bury(tx, await channelsOf(tx, id));
    const reported = await tx.rows<{ user: UserId }>(
      `update reports set server_id = null where server_id = $1 and status = 'open' returning user_id as "user"`,
      [id],
    );
    const target = { type: 'server', id, name: server.name };
    const before = { members: members.length };
    await recordAudit(tx, { server: null, ...deed, action: 'server.delete', target, before });
    await tx.rows('delete from servers where id = $1', [id]);
    return { members: members.map(({ user }) => user), seats, reported: reported.map(({ user }) => user) };
  });
}

async function channelsOf(tx: Transaction, id: ServerId): Promise<ChannelId[]> {
  const found = await tx.rows<{ id: ChannelId }>('select id from channels where server_id = $1 and id <> $1', [id]);
  return found.map((channel) => channel.id);
}
