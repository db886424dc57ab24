import { expect, test } from 'vitest';
import { message } from '../../common/test-data.ts';
import { toSafeText } from '../../common/safe-text.ts';
import { parseFrame } from './parse.ts';

test('a message of the host is safe to draw, and holds what was written only where that differs', () => {
  const raw = 'clear\u001b[2J';
  const frame = (content: string) =>
    parseFrame(JSON.stringify({ type: 'event', event: { type: 'message.created', message: message(1, { content }) } }));
  expect(frame(raw)).toMatchObject({ event: { message: { content: toSafeText(raw), written: raw } } });
  expect(frame('plain')).toEqual({
    type: 'event',
    event: { type: 'message.created', message: message(1, { content: 'plain' }) },
  });
});
