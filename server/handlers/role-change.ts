// The way of every change of roles and overrides: judged before, so that a refusal holds nobody up; judged again under the
// server's lock, on what is so by then; and judged on what it comes to. All three are the rules of domain/rules/roles.ts.
import type { ChannelId, ServerId, UserId } from '../../common/ids.ts';
import { Refusal } from '../../common/errors.ts';
import { has, type Bits } from '../../common/permissions.ts';
import type { CheckedParams, Result } from '../../common/requests.ts';
import { may, type Judged } from '../domain/permissions.ts';
import { givesOnlyOwn, type Gain, type RoleJudged } from '../domain/rules/roles.ts';
import type { ServerPlace } from '../domain/rules/servers.ts';
import { findGrants, type AccessScope } from '../store/access.ts';
import { recordAudit, type AuditEntry } from '../store/audit.ts';
import { permissionsByChannel } from '../store/channel-overrides.ts';
import { changeServer, type ServerChange, type ServerWork } from '../store/servers.ts';
import { apart, type Transaction } from '../store/transaction.ts';
import type { Context, Handler } from './context.ts';

export type RoleChangeName = Exclude<keyof RoleJudged, 'role.members' | 'override.list' | 'permission.explain'>;

/** What a change is made of; `object` is what it was judged on under the lock. */
export interface Deed<N extends RoleChangeName, O> {
  readonly context: Context;
  readonly params: CheckedParams<N>;
  readonly object: O;
}

export interface RoleChange<N extends RoleChangeName, O extends Judged[N] & ServerPlace, T> {
  readonly name: N;
  load(tx: Transaction, asker: UserId, params: CheckedParams<N>): Promise<O | Refusal>;
  /** Whose permissions it may change, and where; without it nobody's. */
  scope?(tx: Transaction, object: O, params: CheckedParams<N>): AccessScope | Promise<AccessScope>;
  /** `same`: it was so already, so nothing changes. */
  work(tx: Transaction, deed: Deed<N, O>): Promise<ServerWork<T, Refusal | 'same'>>;
  /** Answers where it was so already. */
  same?(deed: Deed<N, O>): Promise<Result<N> | Refusal>;
  /** Tells who should know, and answers. */
  tell(deed: Deed<N, O>, change: ServerChange<T>): Promise<Result<N> | Refusal>;
}

export function changing<N extends RoleChangeName, O extends Judged[N] & ServerPlace, T>(
  change: RoleChange<N, O, T>,
): Handler<N, O> {
  return {
    load: async ({ db, login }, params) => await change.load(apart(db), login.user.id, params),
    run: async (context, params, object) => {
      const { user } = context.login;
      const asker = { id: user.id };
      const server = object.server.id;
      let judge = (_tx: Transaction): Promise<Refusal | undefined> => Promise.resolve(undefined);
      const work = async (tx: Transaction): Promise<ServerWork<T, Refusal | 'same'>> => {
        const now = await change.load(tx, user.id, params);
        const no = now instanceof Refusal ? now : may(asker, change.name, now);
        if (no !== undefined || now instanceof Refusal) return { undone: no ?? gone() };
        // Who may do everything can give everything.
        if (change.scope !== undefined && now.me !== null && !has(now.me.permissions, 'administrator'))
          judge = await judgeOf(tx, { server, asker: user.id, scope: await change.scope(tx, now, params) });
        return await change.work(tx, { context, params, object: now });
      };
      const done = await changeServer(context.db, server, work, { judgeOutcome: (tx) => judge(tx) });
      if (done === undefined) return gone();
      const deed = { context, params, object };
      if (!('undone' in done)) return await change.tell(deed, done);
      return done.undone === 'same' ? ((await change.same?.(deed)) ?? gone()) : done.undone;
    },
  };
}

const gone = () => new Refusal('not_found', 'There is no such server any more.');

interface Judging {
  readonly server: ServerId;
  readonly asker: UserId;
  readonly scope: AccessScope;
}

/** What members have, and what the asker may do, before the change; to be held against what they have after it. */
async function judgeOf(
  tx: Transaction,
  { server, asker, scope }: Judging,
): Promise<(tx: Transaction) => Promise<Refusal | undefined>> {
  const own: ReadonlyMap<ChannelId, Bits> = await permissionsByChannel(tx, server, asker);
  const before = await findGrants(tx, server, scope);
  return async (later) => {
    const { channels, bits } = await findGrants(later, server, scope);
    const held = channels.map((channel) => before.channels.indexOf(channel));
    const gained = channels.map(() => 0);
    for (const [user, now] of bits) {
      const old = before.bits.get(user);
      for (const [at, granted] of now.entries())
        gained[at] = (gained[at] ?? 0) | (granted & ~(old?.[held[at] ?? -1] ?? 0));
    }
    return givesOnlyOwn(channels.map((channel, at): Gain => ({ gained: gained[at] ?? 0, own: own.get(channel) ?? 0 })));
  };
}

/** Writes the audit log in the same transaction. */
export async function record(
  tx: Transaction,
  { context, object, params }: Deed<RoleChangeName, ServerPlace>,
  entry: Pick<AuditEntry, 'action' | 'target' | 'before' | 'after'>,
): Promise<void> {
  const { id, username } = context.login.user;
  await recordAudit(tx, { server: object.server.id, actor: { id, username }, reason: params.reason, ...entry });
}
