// The pass: codes that are good once, time that is added, and what guessing comes to, on both databases.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { codeAlphabet, codeLength } from '../common/codes.ts';
import { userId } from './matrix/world.ts';
import { databaseKinds } from './test-database.ts';
import { at, startTestNode, type Person, type TestNode } from './test-node.ts';

const day = 86_400_000;

describe.each(databaseKinds())('on %s', (kind) => {
  let node: TestNode;
  let owner: Person;
  let people = 0;
  beforeAll(async () => {
    node = await startTestNode({ kind, limits: { codeFailuresPerUserPerHour: 3 } });
    owner = await node.signup('owner');
  }, 60_000);
  afterAll(() => node.stop());

  const someone = () => node.signup(`person${people++}`);
  const newCode = async (days = 30) => at((await owner.ask('admin.pass.create', { days })).codes, 0);
  const daysLeft = async (person: Person) => {
    const { pass_until, active } = await person.ask('pass.show', {});
    return active && pass_until !== null ? (Date.parse(pass_until) - Date.now()) / day : 0;
  };

  test('holds by the clock of the database, whatever that of a node says', async () => {
    const person = await someone();
    await owner.ask('admin.pass.give', { user: userId(person), days: 1 });
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 2 * day);
    expect(await person.ask('pass.show', {})).toMatchObject({ active: true });
    clock.mockRestore();
    await node.db.pool.query('update users set pass_until = now() where id = $1', [person.id]);
    expect(await person.ask('pass.show', {})).toMatchObject({ active: false, pass_until: expect.any(String) });
  });

  test('a code has 100 bits, is read however it is typed, and gives its days once', async () => {
    expect(codeLength * Math.log2(codeAlphabet.length)).toBe(100);
    const person = await someone();
    const socket = await person.connect();
    const { code } = await newCode();
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    const { me, days } = await person.ask('pass.redeem', { code: typed });
    expect([days, me.pass_until === null]).toEqual([30, false]);
    expect(await daysLeft(person)).toBeCloseTo(30, 1);
    expect(await socket.event(({ type }) => type === 'me.updated')).toMatchObject({
      me: { pass_until: me.pass_until },
    });
    expect((await person.try('pass.redeem', { code })).error?.code).toBe('not_found');
    socket.close();
  });

  test('of fifty who use one code at the same moment, one gets it', async () => {
    const { code } = await newCode();
    const everybody = await Promise.all(Array.from({ length: 17 }, someone));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => at(everybody, n % 17).try('pass.redeem', { code })),
    );
    expect(answers.filter(({ error }) => error === undefined)).toHaveLength(1);
    const days = await Promise.all(everybody.map(daysLeft));
    expect(days.filter((left) => left > 0)).toHaveLength(1);
  }, 60_000);

  test('codes used at the same moment by one person add up, and to what is left', async () => {
    const person = await someone();
    await owner.ask('admin.pass.give', { user: userId(person), days: 5 });
    const codes = (await owner.ask('admin.pass.create', { days: 10, count: 3 })).codes;
    await Promise.all(codes.map(({ code }) => person.ask('pass.redeem', { code })));
    expect(await daysLeft(person)).toBeCloseTo(35, 1);
    await owner.ask('admin.pass.take', { user: userId(person) });
    expect(await daysLeft(person)).toBe(0);
    expect((await owner.try('admin.pass.take', { user: userId(person) })).error?.code).toBe('conflict');
  });

  test('a pass ends no later than the calendar of the protocol', async () => {
    const person = await someone();
    await Promise.all(
      Array.from({ length: 3 }, () => owner.ask('admin.pass.give', { user: userId(person), days: 3650 })),
    );
    expect((await person.ask('auth.whoami', {})).me.pass_until).toMatch(/^20\d\d-/);
  });

  test('wrong codes are few: as many as codeFailuresPerUserPerHour says, and the right one waits after one more', async () => {
    const person = await someone();
    const { code } = await newCode();
    const codes = [];
    for (let n = 0; n < 4; n++) codes.push((await person.try('pass.redeem', { code: `wrong${n}` })).error?.code);
    expect(codes).toEqual(['not_found', 'not_found', 'not_found', 'rate_limited']);
    expect((await person.try('pass.redeem', { code })).error?.code).toBe('rate_limited');
    expect((await (await someone()).try('pass.redeem', { code })).error).toBeUndefined();
  });

  test('codes are listed by their state without the codes themselves, and revoked while nobody has used them', async () => {
    const person = await someone();
    const { codes } = await owner.ask('admin.pass.create', { days: 7, count: 3, note: 'for the fair' });
    const [used, revoked, unused] = [at(codes, 0), at(codes, 1), at(codes, 2)];
    await person.ask('pass.redeem', { code: used.code });
    await owner.ask('admin.pass.revoke', { id: revoked.id });
    expect((await owner.try('admin.pass.revoke', { id: used.id })).error?.code).toBe('conflict');
    expect((await owner.try('admin.pass.revoke', { id: revoked.id })).error?.code).toBe('not_found');
    expect((await person.try('pass.redeem', { code: revoked.code })).error?.code).toBe('not_found');
    const newest = async (state: 'unused' | 'redeemed' | 'revoked') =>
      at((await owner.ask('admin.pass.list', { state, limit: 1 })).codes, 0);
    expect([await newest('unused'), await newest('redeemed'), await newest('revoked')]).toMatchObject([
      { id: unused.id, note: 'for the fair', redeemed_by: null },
      { id: used.id, redeemed_by: { username: person.name } },
      { id: revoked.id, redeemed_by: null, revoked_at: expect.any(String) },
    ]);
    const all = JSON.stringify(await owner.ask('admin.pass.list', {}));
    expect(codes.some(({ code }) => all.includes(code) || all.includes(code.replaceAll('-', '')))).toBe(false);
    const page = await owner.ask('admin.pass.list', { before: used.id, limit: 2 });
    expect(page.codes.every(({ id }) => id < used.id)).toBe(true);
  });
});
