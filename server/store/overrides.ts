// What a channel changes for the default role, and for one member: how a channel is private, or only to be read.
import type { ChannelId, UserId } from '../../common/ids.ts';
import type { Bits } from '../../common/permissions.ts';
import type { Transaction } from './transaction.ts';

/** What the default role is denied. */
export async function deniedEverybody(tx: Transaction, channel: ChannelId): Promise<Bits> {
  const [held] = await tx.rows<{ deny: Bits }>(
    `select o.deny::float8 as deny from overrides o join roles r on r.id = o.role_id and r.is_default where o.channel_id = $1`,
    [channel],
  );
  return held?.deny ?? 0;
}

/** Denies the default role `deny`, and does not deny it `undeny` any more. */
export async function denyEverybody(
  tx: Transaction,
  channel: ChannelId,
  { deny, undeny }: { readonly deny: Bits; readonly undeny: Bits },
): Promise<void> {
  await tx.rows(
    `insert into overrides (channel_id, role_id, allow, deny)
     select c.id, r.id, 0, $2::bigint from channels c join roles r on r.server_id = c.server_id and r.is_default where c.id = $1
     on conflict (channel_id, role_id) where role_id is not null
     do update set deny = (overrides.deny | excluded.deny) & ~$3::bigint, allow = overrides.allow & ~excluded.deny`,
    [channel, deny, undeny],
  );
  await tx.rows('delete from overrides where channel_id = $1 and role_id is not null and allow = 0 and deny = 0', [
    channel,
  ]);
}

/** Lets one member do what the default role is denied. */
export async function keepFor(tx: Transaction, channel: ChannelId, user: UserId, bits: Bits): Promise<void> {
  if (bits === 0) return;
  await tx.rows(
    `insert into overrides (channel_id, user_id, allow, deny) values ($1, $2, $3::bigint, 0)
     on conflict (channel_id, user_id) where user_id is not null
     do update set allow = overrides.allow | excluded.allow, deny = overrides.deny & ~excluded.allow`,
    [channel, user, bits],
  );
}
