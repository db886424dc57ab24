// The audit log: what it says of a deed, and that no change of what it says goes unnoticed.
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerId } from '../../common/ids.ts';
import { databaseKinds, queryPostgres } from '../test-database.ts';
import type { Person } from '../test-node.ts';
import { openStage, type Stage } from './stage.ts';

const texts = ['actor_name', 'action', 'target_type', 'target_id', 'target_name', 'reason'] as const;

describe.skipIf(!databaseKinds().includes('postgresql'))('the audit log', () => {
  let stage: Stage;
  let ada: Person;
  let bob: Person;
  let server: ServerId;
  const entries = 12;

  beforeAll(async () => {
    stage = await openStage(null);
    [ada, bob] = [await stage.signup('ada'), await stage.signup('bob')];
    ({ server } = await stage.server(ada, bob));
    for (let i = 0; i < entries; i++)
      await ada.ask('member.ban', { server, username: bob.name, reason: `reason ${i}`, duration_s: 60 + i });
  });
  afterAll(() => stage.close());

  const verify = () => ada.ask('audit.verify', { server });
  /** As somebody who owns the database: the trigger is no hindrance. */
  const tamper = async (statement: string) =>
    await queryPostgres(
      stage.database,
      `begin; alter table audit disable trigger audit_append_only; ${statement}; alter table audit enable trigger audit_append_only; commit`,
    );
  /** Tampers, looks, and puts everything back. */
  const found = async (statement: string) => {
    await queryPostgres(
      stage.database,
      'drop table if exists kept, kept_heads; create table kept as table audit; create table kept_heads as table audit_heads',
    );
    try {
      await tamper(statement);
      return (await verify()).wrong;
    } finally {
      await tamper('delete from audit; insert into audit select * from kept');
      await queryPostgres(stage.database, 'delete from audit_heads; insert into audit_heads select * from kept_heads');
    }
  };
  const where = (n: number) => `where scope = '${server}' and n = ${n}`;

  test('says who did what to whom, why, and what is different, the newest first and by pages', async () => {
    const page = await ada.ask('audit.list', { server, limit: 5 });
    expect(page).toMatchObject({ has_more: true, entries: [{ n: 12 }, { n: 11 }, { n: 10 }, { n: 9 }, { n: 8 }] });
    const rest = await ada.ask('audit.list', { server, before: 8 });
    expect([rest.entries.length, rest.has_more]).toEqual([7, false]);
    const target = { type: 'user', id: bob.id, name: bob.name };
    const entry = {
      actor: { username: ada.name },
      action: 'member.ban',
      target,
      reason: 'reason 11',
      after: { delete_messages_hours: 0 },
    };
    expect(page.entries[0]).toMatchObject(entry);
    const count = async (filter: object) => (await ada.ask('audit.list', { server, ...filter })).entries.length;
    expect(await count({ actor: `@${ada.name}` })).toBe(12);
    expect([await count({ actor: bob.name }), await count({ action: 'member.kick' })]).toEqual([0, 0]);
    expect([
      await count({ target: bob.id }),
      await count({ target: bob.name }),
      await count({ target: ada.id }),
    ]).toEqual([12, 12, 0]);
  });

  test('is whole, and the host’s is a chain of its own', async () => {
    expect(await verify()).toMatchObject({ ok: true, entries, wrong: null });
    const room = await stage.room(bob, ada);
    const before = await ada.ask('audit.verify', {});
    await bob.ask('member.ban', { channel: room, username: (await stage.signup('carol')).name });
    expect(await ada.ask('audit.verify', {})).toMatchObject({ ok: true, entries: before.entries + 1 });
    expect((await ada.ask('audit.list', { limit: 1 })).entries).toMatchObject([
      { action: 'member.ban', after: { room_id: room } },
    ]);
    expect(await verify()).toMatchObject({ entries });
  });

  test('refuses to be changed as long as its trigger stands', async () => {
    await expect(stage.sql('update audit set reason = $1', ['x'])).rejects.toThrow('append-only');
    await expect(stage.sql('delete from audit')).rejects.toThrow('append-only');
  });

  test('any one character of any text, changed, is found where it is', async () => {
    const change = fc.record({
      n: fc.integer({ min: 1, max: entries }),
      column: fc.constantFrom(...texts),
      at: fc.nat({ max: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ n, column, at }) => {
        const place = `1 + ${at} % greatest(length(${column}), 1)`;
        const other = `case when substr(${column}, ${place}, 1) = 'x' then 'y' else 'x' end`;
        expect(
          await found(
            `update audit set ${column} = overlay(${column} placing ${other} from ${place} for 1) ${where(n)}`,
          ),
        ).toMatchObject({ n });
      }),
      { numRuns: 25 },
    );
  });

  test.each([
    ['a microsecond', `update audit set at = at + interval '1 microsecond' ${'$where'}`],
    ['who did it', `update audit set actor_id = gen_random_uuid() ${'$where'}`],
    ['nobody did it', `update audit set actor_id = null ${'$where'}`],
    ['a value', `update audit set after = jsonb_set(after, '{delete_messages_hours}', '1') ${'$where'}`],
    ['one value more', `update audit set after = after || '{"x": 1}' ${'$where'}`],
    ['a bit of its hash', `update audit set hash = set_byte(hash, 7, get_byte(hash, 7) # 1) ${'$where'}`],
    ['the entry, deleted', `delete from audit ${'$where'}`],
    [
      'its place, taken by the next',
      `update audit set n = case n when 5 then 6 else 5 end where scope = '$server' and n in (5, 6)`,
    ],
  ])('%s is found', async (_what, statement) => {
    // PostgreSQL checks a primary key row by row, so two that change places leave it for a moment.
    const sql = statement.replace('$where', where(5)).replace('$server', server);
    const swapping = sql.includes('case n when')
      ? `alter table audit drop constraint audit_pkey; ${sql}; alter table audit add constraint audit_pkey primary key (scope, n)`
      : sql;
    expect(await found(swapping)).toMatchObject({ n: 5 });
  });

  test('the last ones cut off are found by the head, and one written by hand behind it, too', async () => {
    expect(await found(`delete from audit where scope = '${server}' and n > 10`)).toMatchObject({ n: 11 });
    expect(await found(`delete from audit where scope = '${server}'`)).toMatchObject({ n: 1 });
    const copy = `insert into audit select scope, n + 1, at, actor_id, actor_name, action, target_type, target_id, target_name, reason, before, after, hash from audit ${where(entries)}`;
    expect(await found(copy)).toMatchObject({ n: entries + 1 });
    expect(await found(`update audit_heads set hash = 'x' where scope = '${server}'`)).toMatchObject({ n: entries });
    expect(await verify()).toMatchObject({ ok: true });
  });
});
