import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { makeSafe, toSafeText } from '../../../../common/safe-text.ts';
import { plainLook } from '../../../look/look.ts';
import { by, paint } from '../../test-frames.ts';
import { compactLayout } from './compact.ts';

function rows(width: number): string[] {
  const named = { name: toSafeText('ada'), colour: null, badge: toSafeText('') };
  const look = { ...plainLook, clock: '24h' } as const;
  const place = { width, previous: null, firstUnread: false, selected: false, me: null, look, named };
  const item = { type: 'message', message: makeSafe(by(0, 1, 'one two three four')) } as const;
  return compactLayout.rows(paint, item, place, 'author').map((row) => stripVTControlCharacters(row.ansi).trimEnd());
}

test('where the beginning leaves too little for the text its name is not filled up, and then it stands above, without a bar', () => {
  expect(rows(60)[0]).toMatch(/^ \d\d:\d\d {10}ada │ one two three four$/);
  expect(rows(39)[0]).toMatch(/^ \d\d:\d\d {10}ada │ one two three$/);
  expect(rows(38)[0]).toMatch(/^ \d\d:\d\d ada │ one two three four$/);
  expect(rows(24)).toEqual([expect.stringMatching(/^ \d\d:\d\d ada$/), '  one two three four']);
});
