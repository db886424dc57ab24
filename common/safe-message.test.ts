import { expect, test } from 'vitest';
import { protocolLimits } from './limits.ts';
import { safeMessage, writtenContent } from './safe-message.ts';
import { message } from './test-data.ts';

test('of a content that no host may store only as much as a message holds is looked at', () => {
  const marks = `e${'\u0301'.repeat(6_000_000)}`;
  const cut = safeMessage(message(1, { content: marks }));
  expect(writtenContent(cut)).toHaveLength(protocolLimits.messageMaxBytes);
});

test('the longest message is whole', () => {
  const content = 'x'.repeat(protocolLimits.messageMaxBytes);
  expect(safeMessage(message(1, { content })).content).toBe(content);
});
