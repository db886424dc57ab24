// The settings of a host: what its administrators change while it runs.
import * as z from 'zod/mini';
import type { UserId } from '../../common/ids.ts';
import { Announcement } from '../../common/model.ts';
import { recordAudit } from './audit.ts';
import { isoTime, rows, type Database } from './database.ts';
import { asRank } from './ranks.ts';
import { transaction, type Transaction } from './transaction.ts';

/** As they are stored; what is missing was not set. Another version may have stored more. */
const Stored = z.object({
  name: z.optional(z.string()),
  invitations_only: z._default(z.boolean(), false),
  limits: z._default(z.record(z.string(), z.int().check(z.gte(1))), {}),
  announcement: z._default(z.nullable(Announcement), null),
});
export type StoredSettings = z.infer<typeof Stored>;

/** An announcement whose time is over is none. */
const living = `name <> 'announcement' or value->>'until' is null or (value->>'until')::timestamptz > now()`;
const all = { name: 'settings', text: `select name, value from settings where ${living}` };

export async function readSettings(db: Database): Promise<StoredSettings> {
  return parse(await rows<SettingRow>(db, all, []));
}

interface SettingRow {
  readonly name: string;
  readonly value: unknown;
}

function parse(found: readonly SettingRow[]): StoredSettings {
  return Stored.parse(Object.fromEntries(found.map(({ name, value }) => [name, value])));
}

export interface SettingsChange {
  readonly name?: string | null;
  readonly invitations_only?: boolean;
  readonly limits?: Readonly<Record<string, number | null>>;
}

interface Actor {
  readonly id: UserId;
  readonly username: string;
}

/** One change after the other; the log says what became different. Here and below, `changed`: who acts is no administrator any more. */
export async function changeSettings(
  db: Database,
  actor: Actor,
  { change, reason }: { readonly change: SettingsChange; readonly reason: string },
): Promise<'done' | 'changed'> {
  return await transaction(db, async (tx) => {
    if (!(await asRank(tx, actor.id, 'administrator'))) return 'changed';
    const before = await lockedSettings(tx);
    const after = { ...before, ...definedOf(change), limits: limitsAfter(before.limits, change.limits ?? {}) };
    const changed = (['name', 'invitations_only', 'limits'] as const).filter(
      (key) => JSON.stringify(before[key] ?? null) !== JSON.stringify(after[key] ?? null),
    );
    if (changed.length === 0) return 'done';
    for (const key of changed) await put(tx, key, after[key] ?? null);
    const values = (from: typeof after) => Object.fromEntries(changed.map((key) => [key, from[key] ?? null]));
    const host = { server: null, actor, target: { type: 'host', id: 'settings', name: 'settings' } };
    await recordAudit(tx, {
      ...host,
      action: 'admin.settings.set',
      reason,
      before: values(before),
      after: values(after),
    });
    return 'done';
  });
}

function definedOf({ name, invitations_only }: SettingsChange) {
  return {
    ...(name === undefined ? {} : { name: name ?? undefined }),
    ...(invitations_only === undefined ? {} : { invitations_only }),
  };
}

function limitsAfter(before: StoredSettings['limits'], change: NonNullable<SettingsChange['limits']>) {
  const merged = Object.entries({ ...before, ...change }).filter(([, value]) => value !== null);
  return Object.fromEntries(merged.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Answers whether it was announced: `past`: until a time that is over. */
export async function announce(
  db: Database,
  actor: Actor,
  announcement: { readonly text: string; readonly until: string | null } | null,
): Promise<'done' | 'past' | 'changed'> {
  return await transaction(db, async (tx) => {
    if (!(await asRank(tx, actor.id, 'administrator'))) return 'changed';
    const before = await lockedSettings(tx);
    if (announcement !== null) {
      const [time] = await tx.rows<{ now: string; past: boolean }>(
        `select ${isoTime('now()')} as now, coalesce($1::timestamptz <= now(), false) as past`,
        [announcement.until],
      );
      if (time === undefined || time.past) return 'past';
      await put(tx, 'announcement', { ...announcement, announced_at: time.now });
    } else if (before.announcement === null) return 'done';
    else await put(tx, 'announcement', null);
    const target = { type: 'host', id: 'announcement', name: 'announcement' };
    const was = before.announcement === null ? {} : { before: { text: before.announcement.text } };
    const is = announcement === null ? {} : { after: { ...announcement } };
    await recordAudit(tx, { server: null, actor, action: 'admin.announce', target, reason: '', ...was, ...is });
    return 'done';
  });
}

/** The first of two changes is done before the second begins. */
async function lockedSettings(tx: Transaction): Promise<StoredSettings> {
  await tx.rows('lock table settings in share row exclusive mode');
  return parse(await tx.rows<SettingRow>(all.text));
}

async function put(tx: Transaction, name: string, value: unknown): Promise<void> {
  if (value === null) return void (await tx.rows('delete from settings where name = $1', [name]));
  await tx.rows(
    `insert into settings (name, value) values ($1, $2::jsonb)
     on conflict (name) do update set value = excluded.value, changed_at = now()`,
    [name, JSON.stringify(value)],
  );
}
