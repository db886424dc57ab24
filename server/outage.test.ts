// A host whose database goes away under it: it says so, loses nothing acknowledged, and goes on when the database is back.
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { newId, MessageId } from '../common/ids.ts';
import { databaseKinds } from './test-database.ts';
import { startTestNode } from './test-node.ts';

test.skipIf(!databaseKinds().includes('postgresql'))(
  'sends whose connections PostgreSQL cuts are stored once each, in order',
  async () => {
    const node = await startTestNode({ kind: 'postgresql' });
    const { config } = node.database;
    if (config.type !== 'postgresql') throw new Error('not a PostgreSQL');
    const ada = await node.signup('ada');
    const { id: channel } = await ada.ask('channel.create', { name: 'general' });
    const socket = await ada.connect();
    const cutter = new Client({ connectionString: config.url });
    await cutter.connect();
    const cut = () =>
      cutter.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );

    const acknowledged: string[] = [];
    const refused = new Set<string>();
    for (let round = 0; round < 20; round++) {
      const ids = Array.from({ length: 10 }, () => newId(MessageId));
      const sends = ids.map((id) => socket.ask('message.send', { id, channel, content: `message ${id}` }));
      await cut();
      for (const [index, answer] of (await Promise.all(sends)).entries()) {
        if (answer.ok !== undefined) acknowledged.push(ids[index] ?? '');
        else refused.add(answer.error.code);
      }
    }
    expect([...refused].filter((code) => code !== 'unavailable')).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(100);

    const stored = [];
    for (let after = 0, more = true; more; after = stored.length) {
      const page = await ada.ask('message.history', { channel, after, limit: 100 });
      stored.push(...page.messages);
      more = page.has_after;
    }
    expect(stored.map((message) => message.seq)).toEqual(stored.map((_, index) => index + 1));
    const ids = stored.map((message): string => message.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(acknowledged.filter((id) => !ids.includes(id))).toEqual([]);
    const heard = socket.heard.flatMap((event) => (event.type === 'message.created' ? [event.message.id] : []));
    expect(new Set(heard)).toEqual(new Set(ids));
    await cutter.end();
    await node.stop();
  },
  30_000,
);
