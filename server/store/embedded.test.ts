// The embedded database as an operator meets it: kept through kill -9, held by one process, made whole or not at all.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { openEmbedded, type Embedded } from './embedded.ts';
import { startNumberWriter } from './test-writer.ts';

const scratch = mkdtempSync(join(tmpdir(), 'devchat-embedded-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let folders = 0;
const newFolder = () => join(scratch, `${folders++}`);

async function ask(embedded: Embedded, sql: string): Promise<Record<string, unknown>[]> {
  const { dbName: database, ...place } = embedded.connection;
  const client = new Client({ ...place, database });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}

describe('the embedded database', () => {
  test('keeps what is written, and leaves no socket behind when it closes', async () => {
    const folder = newFolder();
    const first = await openEmbedded(folder);
    await ask(first, 'create table kept (n int); insert into kept values (7)');
    await first.close();
    const second = await openEmbedded(folder);
    expect(await ask(second, 'select n from kept')).toEqual([{ n: 7 }]);
    await second.close();
    expect(readdirSync(folder).toSorted()).toEqual(['created', 'database', 'lock']);
  }, 60_000);

  test('what is asked right after something failed gets its own answer', async () => {
    const embedded = await openEmbedded(newFolder());
    const { dbName: database, ...place } = embedded.connection;
    const client = new Client({ ...place, database });
    await client.connect();
    await client.query('create table once (n int primary key)');
    const answers: unknown[] = [];
    for (let round = 0; round < 20; round++) {
      await client.query('begin');
      for (const n of [round, round]) await client.query('insert into once values ($1)', [n]).catch(() => {});
      await client.query('rollback');
      answers.push((await client.query<{ n: number }>('select $1::int as n', [round])).rows[0]?.n);
    }
    expect(answers).toEqual(answers.map((_, round) => round));
    await client.end();
    await embedded.close();
  }, 60_000);

  test('kill -9 loses nothing acknowledged, and the next start needs no help', async () => {
    const folder = newFolder();
    for (let round = 0; round < 2; round++) {
      const writer = startNumberWriter(folder);
      await writer.reach(100);
      await writer.kill();
      const embedded = await openEmbedded(folder);
      const [row] = await ask(embedded, 'select max(n) as last from numbers');
      expect(row?.['last']).toBeGreaterThanOrEqual(writer.acknowledged());
      await ask(embedded, 'truncate numbers');
      await embedded.close();
    }
  }, 40_000);

  test('is refused to a second process with a sentence that says what to do, and given after kill -9', async () => {
    const folder = newFolder();
    const writer = startNumberWriter(folder);
    await writer.reach(1);
    await expect(openEmbedded(folder)).rejects.toThrow(/another devchat serve uses .* --data-dir/);
    await writer.kill();
    await (await openEmbedded(folder)).close();
  }, 60_000);

  test('a creation that was cut short is begun again', async () => {
    const folder = newFolder();
    await (await openEmbedded(folder)).close();
    rmSync(join(folder, 'created'));
    writeFileSync(join(folder, 'database', 'PG_VERSION'), 'half');
    const embedded = await openEmbedded(folder);
    expect(await ask(embedded, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(existsSync(join(folder, 'created'))).toBe(true);
    await embedded.close();
  }, 60_000);

  test('works where the path is longer than a socket may have', async () => {
    const folder = join(newFolder(), 'x'.repeat(120));
    const embedded = await openEmbedded(folder);
    expect(embedded.connection.host).not.toContain(folder);
    expect(await ask(embedded, 'select 1 as one')).toEqual([{ one: 1 }]);
    await embedded.close();
    expect(existsSync(embedded.connection.host)).toBe(false);
  }, 60_000);

  test('a directory that cannot be made is an error that names it', async () => {
    const file = newFolder();
    mkdirSync(scratch, { recursive: true });
    writeFileSync(file, '');
    await expect(openEmbedded(join(file, 'data'))).rejects.toThrow(/cannot be made .* --data-dir/);
  });

  test('files that are damaged are an error, not a new database', async () => {
    const folder = newFolder();
    await (await openEmbedded(folder)).close();
    rmSync(join(folder, 'database', 'global'), { recursive: true });
    await expect(openEmbedded(folder)).rejects.toThrow(/./);
  }, 60_000);
});
