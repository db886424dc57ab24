import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { identiconPixels } from '../../common/identicon.ts';
import { pictureRows } from './picture-rows.ts';

const picture = identiconPixels('somebody', 16);
const row = { lines: ['~~~', '', 'Ada', 'a bio that is long enough to be wrapped'], pictureFrom: 2, json: {} };
const drawn = async (columns: number) => stripVTControlCharacters(await pictureRows(row, picture, columns)).split('\n');

test('what stands above is above, and the rest beside the picture', async () => {
  const rows = await drawn(50);
  expect(rows.slice(0, 2)).toEqual(['~~~', '']);
  expect(rows[2]).toMatch(/^.{16} {2}Ada$/);
  expect(rows).toHaveLength(2 + 8 + 1);
  for (const one of rows) expect(one.length).toBeLessThanOrEqual(50);
});

test('where there is no room for both there are only words', async () => {
  expect((await drawn(30)).join('\n')).toBe('~~~\n\nAda\na bio that is long enough to b\ne wrapped\n');
});
