import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, databaseKinds, type TestDatabase } from './test-database.ts';
import { startTestNode, type TestNode } from './test-node.ts';
import { createVisitor } from './test-visitor.ts';

describe.runIf(databaseKinds().includes('postgresql'))('when the database fails', () => {
  let host: TestNode;
  let database: TestDatabase;
  const visitor = () => createVisitor(host.url);

  beforeAll(async () => {
    database = await createTestDatabase('postgresql');
    host = await startTestNode({ database });
  }, 60_000);
  afterAll(() => host.stop());

  test('a browser gets a page, a program JSON, and nobody learns what happened inside', async () => {
    const ada = visitor();
    await ada.submit('/signup', '/signup', { username: 'ada', password: 'correct horse battery' });
    const { config } = database;
    const client = new Client({ connectionString: config.type === 'postgresql' ? config.url : '' });
    await client.connect();
    await client.query('drop table tokens');
    await client.end();

    const page = await ada.get('/account');
    expect([page.status, page.headers.get('content-type')]).toEqual([500, 'text/html; charset=UTF-8']);
    expect(page.text).toContain('This host could not answer.');
    expect(page.text).toMatch(/<p class="soft mono">[0-9a-f-]{36}<\/p>/);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.text).not.toMatch(/tokens|relation|at .*\.ts/);

    const answer = await host.post('auth.whoami', '{}', { authorization: `Bearer ${ada.cookies.get('devchat')}` });
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({
      error: { code: 'internal', message: 'Something went wrong on the host.', request_id: expect.any(String) },
    });
  });

  test('the health check says so', async () => {
    expect((await visitor().get('/healthz')).status).toBe(200);
    await database.drop();
    expect((await visitor().get('/healthz')).status).toBeGreaterThanOrEqual(500);
  });
});
