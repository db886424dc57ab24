import { expect, test } from 'vitest';
import { hasPass } from './pass.ts';

test('a pass is good until its time, and no longer', () => {
  const user = { pass_until: '2026-12-01T10:00:00.000Z' };
  const end = Date.parse(user.pass_until);
  expect([hasPass(user, end - 1), hasPass(user, end), hasPass({ pass_until: null }, 0)]).toEqual([true, false, false]);
});
