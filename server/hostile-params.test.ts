import { afterAll, beforeAll, expect, test } from 'vitest';
import { jsonSchema } from '../common/json-schema.ts';
import { requests } from '../common/requests.ts';
import { startTestNode, type Person, type TestNode } from './test-node.ts';

let node: TestNode;
let ada: Person;
let channel: string;

beforeAll(async () => {
  node = await startTestNode();
  ada = await node.signup('ada');
  channel = (await ada.ask('channel.create', { name: 'general' })).id;
}, 60_000);
afterAll(() => node.stop());

/** A good value of every param, so that only the one under test is bad. */
const good = (name: string): unknown => {
  const text = {
    username: 'grace',
    user: 'ada',
    password: 'correct horse',
    name: 'somewhere',
    topic: 'a topic',
    target: '#general',
  };
  const id = '0198c0de-7c1a-7000-8000-1234567890ab';
  const values: Record<string, unknown> = {
    ...text,
    channel,
    id,
    content: 'Hello',
    status: 'away',
    seq: 1,
    after_rev: 0,
  };
  return values[name];
};

const texts = [
  'a\0b',
  '\0',
  '#a\0',
  '@a\0',
  'a\0@b',
  '\ud800',
  '\u202e',
  "'; drop table users; --",
  '%_\\',
  '😀'.repeat(50),
];
const others: readonly unknown[] = [
  {},
  [],
  { $ne: null },
  { $gt: '' },
  [['a']],
  { toString: 'x' },
  1,
  -1,
  1e308,
  true,
  null,
];
const hostile = [...texts, 'x'.repeat(5000), ...others];

const fields = Object.entries(requests)
  .filter(([name]) => name !== 'auth.logout')
  .flatMap(([name, { params }]) => {
    const { properties = {}, required = [] } = jsonSchema(params, '');
    return Object.keys(properties).map((field) => ({ name, field, required }));
  });

test.each(fields)(
  '$name with anything as "$field" is answered, and never by a failure',
  async ({ name, field, required }) => {
    const authorization = `Bearer ${ada.token}`;
    const rest = Object.fromEntries(required.map((other) => [other, good(other)]));
    const failures: unknown[] = [];
    for (const value of hostile) {
      const answer = await node.post(name, JSON.stringify({ ...rest, [field]: value }), { authorization });
      if (answer.status >= 500) failures.push({ value, status: answer.status, ...(await answer.json().then(Object)) });
    }
    expect(failures).toEqual([]);
  },
  60_000,
);

test('params with a poisoned prototype are refused', async () => {
  const answer = await node.post('auth.login', '{"username": "ada", "password": "x", "__proto__": {"admin": true}}');
  expect(answer.status).toBe(400);
});
