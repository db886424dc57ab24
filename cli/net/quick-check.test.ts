import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requests } from '../../common/requests.ts';
import { quickCheck } from './quick-check.ts';

const id = '0198c0de-7c1a-7000-8000-1234567890ab';
const time = '2026-01-01T00:00:00.000Z';
const samples = {
  'message.send': {
    id,
    channel: id,
    seq: 1,
    rev: 2,
    user: { id, username: 'ada' },
    content: 'hello',
    timestamp: time,
    edited_at: null,
    deleted_at: time,
    pinned_at: null,
    mentions: [id],
    emoji: { wave: 'o/' },
  },
  'channel.resolve': {
    id,
    kind: 'dm',
    type: 'text',
    name: '',
    topic: '',
    server_id: null,
    category_id: id,
    position: 0,
    slow_mode_s: 0,
    archived: false,
    created_at: time,
    last_seq: 0,
    last_rev: 3,
    marker: { read_seq: 0, unread: 0, mentions: 0, rev: 3 },
    permissions: ['view', 'send'],
    peer: {
      id,
      username: 'ada',
      display_name: 'Ada',
      name_colour: '#3fa7d6',
      badge: '',
      status: 'away',
      status_text: '',
      created_at: time,
    },
  },
} as const;

/** Every way to a value inside the sample, the sample itself included. */
function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [path, ...inner.flatMap(([name, field]) => pathsOf(field, [...path, name]))];
}

function replaced(value: unknown, [name, ...rest]: readonly string[], by: unknown): unknown {
  if (name === undefined) return by;
  const copy: unknown = structuredClone(value);
  if (typeof copy === 'object' && copy !== null) Reflect.set(copy, name, replaced(Reflect.get(copy, name), rest, by));
  return copy;
}

const strange = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(undefined, null, '', id, id.toUpperCase(), 'room', 'online', -1, 0, 1, 1.5, 2 ** 53, [], [id], {}),
);

test.each(['message.send', 'channel.resolve'] as const)('%s is judged by hand as by its schema', (name) => {
  const sample = samples[name];
  expect(quickCheck(name, sample)).toBe(true);
  expect(requests[name].result.safeParse(sample).success).toBe(true);
  fc.assert(
    fc.property(fc.constantFrom(...pathsOf(sample)), strange, (path, by) => {
      const changed = replaced(sample, path, by);
      return quickCheck(name, changed) === requests[name].result.safeParse(changed).success;
    }),
    { numRuns: 3000 },
  );
});

test('any other request is left to its schema', () => {
  expect(quickCheck('auth.whoami', {})).toBeUndefined();
});
