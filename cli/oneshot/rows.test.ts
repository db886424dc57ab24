import { expect, test } from 'vitest';
import { protocolLimits } from '../../common/limits.ts';
import { message } from '../../common/test-data.ts';
import { messageRow } from '../commands/message-row.ts';
import { rowText } from './rows.ts';

const style = { json: false, colour: false, columns: 80 };

test.each([
  ['in one line', 'e\u0301'.repeat(6_000_000)],
  ['of empty lines', '\n'.repeat(12_000_000)],
])('a message of 12 MB %s is printed no longer than a message can be', async (_how, content) => {
  const text = await rowText(messageRow(message(1, { content })), style);
  expect(text.replaceAll(/ +|\n/g, '').length).toBeLessThan(2 * protocolLimits.messageMaxBytes);
  expect(text.split('\n').length).toBeLessThan(2 * protocolLimits.messageMaxBytes);
});
