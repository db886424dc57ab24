// What somebody does by a rank that they lose while it is done: nothing of it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PassCodeId, ReportId, UserId } from '../../common/ids.ts';
import { userId } from '../matrix/world.ts';
import { lockRanks } from '../store/ranks.ts';
import { transaction } from '../store/transaction.ts';
import { databaseKinds } from '../test-database.ts';
import { at, type Person } from '../test-node.ts';
import { openStage, type Stage } from './stage.ts';

describe.skipIf(!databaseKinds().includes('postgresql'))('a rank that is lost while somebody acts by it', () => {
  let stage: Stage;
  let owner: Person;
  beforeAll(async () => {
    stage = await openStage(null);
    owner = await stage.signup('owner');
  });
  afterAll(() => stage.close());

  const waiting = `select 1 from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`;
  /** Does `work` while `act` waits, permitted already, for the ranks to hold still. */
  const meanwhile = async (act: () => Promise<{ error?: { code: string } }>, statement: string, values: unknown[]) => {
    let answer: ReturnType<typeof act> | undefined;
    await transaction(stage.store.db, async (tx) => {
      await lockRanks(tx);
      answer = act();
      await expect.poll(async () => (await tx.rows(waiting)).length, { interval: 5 }).toBe(1);
      await tx.rows(statement, values);
    });
    return (await answer)?.error?.code ?? 'ok';
  };
  const lose = 'delete from user_roles where user_id = $1';

  const code = 'AAAAA-AAAAA-AAAAA-AAAAA';
  interface Subject {
    readonly user: UserId;
    readonly pass: PassCodeId;
    readonly report: ReportId;
  }
  const subject = async (): Promise<Subject> => {
    const somebody = await stage.signup('somebody');
    const reporter = await stage.signup('reporter');
    const { codes } = await owner.ask('admin.pass.create', { days: 1 });
    await owner.ask('admin.pass.give', { user: userId(somebody), days: 1 });
    const { id } = await reporter.ask('report.create', { username: somebody.name, reason: 'spam' });
    return { user: userId(somebody), pass: at(codes, 0).id, report: id };
  };
  type Act = (who: Person, subject: Subject) => Promise<{ error?: { code: string } }>;
  const acts: readonly [string, Act][] = [
    ['admin.pass.create', (who) => who.try('admin.pass.create', { days: 1 })],
    ['admin.pass.revoke', (who, { pass }) => who.try('admin.pass.revoke', { id: pass })],
    ['admin.pass.give', (who, { user }) => who.try('admin.pass.give', { user, days: 1 })],
    ['admin.pass.take', (who, { user }) => who.try('admin.pass.take', { user })],
    ['admin.settings.set', (who) => who.try('admin.settings.set', { invitations_only: false })],
    ['admin.announce', (who) => who.try('admin.announce', { text: 'x' })],
    ['admin.invite.create', (who) => who.try('admin.invite.create', {})],
    ['admin.invite.revoke', (who) => who.try('admin.invite.revoke', { code })],
    ['report.handle', (who, { report }) => who.try('report.handle', { id: report, outcome: 'resolved' })],
  ];
  test.each(acts)('does no %s, and neither do the suspended', async (_name, act) => {
    const [administrator, about] = [await stage.signup('administrator'), await subject()];
    const entries = async () => (await owner.ask('audit.list', { limit: 1 })).entries[0]?.n;
    await owner.ask('admin.role.set', { user: userId(administrator), role: 'administrator' });
    const before = await entries();
    const attempt = () => act(administrator, about);
    const suspend = `update users set suspended_until = 'infinity' where id = $1`;
    expect(await meanwhile(attempt, lose, [administrator.id])).toBe('conflict');
    await stage.sql(
      `insert into user_roles (user_id, role_id) select $1, id from roles where name = 'administrator' and server_id is null`,
      [administrator.id],
    );
    expect(await meanwhile(attempt, suspend, [administrator.id])).toBe('conflict');
    expect(await entries()).toBe(before);
  });

  test('the host is not handed on to somebody who is suspended meanwhile', async () => {
    const heir = await stage.signup('heir');
    const hand = () => owner.try('admin.owner.transfer', { username: heir.name, password: 'correct horse' });
    const suspend = `update users set suspended_until = 'infinity' where id = $1`;
    expect(await meanwhile(hand, suspend, [heir.id])).toBe('conflict');
    expect((await owner.ask('auth.whoami', {})).me.platform_role).toBe('owner');
  });
});
