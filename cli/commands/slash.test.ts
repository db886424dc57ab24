import { expect, test } from 'vitest';
import { ChannelId } from '../../common/ids.ts';
import { UsageError } from './command.ts';
import { commands } from './index.ts';
import { readSlash } from './slash.ts';

const here = ChannelId.parse('0198c0de-7c1a-7000-8000-1234567890ab');

test.each([
  ['/join #general', 'join', { room: '#general' }],
  ['/leave', 'leave', { room: here }],
  ['/leave #general', 'leave', { room: '#general' }],
  ['/topic release on  friday', 'topic', { room: here, topic: 'release on  friday' }],
  ['/topic #general release', 'topic', { room: '#general', topic: 'release' }],
  ['/topic', 'topic', { room: here, topic: undefined }],
  ['/status away back at three', 'status', { status: 'away', text: 'back at three' }],
  ['/QUIT', 'quit', {}],
])('%s', (line, slash, args) => {
  expect(readSlash(line, here)).toMatchObject({ command: { slash }, args });
});

test.each([
  ['/join', null, 'It is used like this: /join ROOM'],
  ['/leave', null, 'It is used like this: /leave [ROOM]'],
  ['/dm ada grace', here, '"grace" is too much; it is used like this: /dm USER'],
  ['/jion #general', here, 'There is no /jion; did you mean /join?'],
  ['/frobnicate', here, 'There is no /frobnicate.'],
])('%s says what to do', (line, open, sentence) => {
  const answer = readSlash(line, open);
  expect(answer).toBeInstanceOf(UsageError);
  expect(answer).toMatchObject({ message: sentence });
});

test('every path and every slash name is there once', () => {
  for (const names of [commands.flatMap((c) => c.path ?? []), commands.flatMap((c) => c.slash ?? [])]) {
    expect(names).toEqual([...new Set(names)]);
  }
});

test('a required positional never follows an optional one, and nothing follows the rest', () => {
  for (const { positionals } of commands) {
    const list = Object.values(positionals);
    const required = list.map((p) => p.required);
    expect(required).toEqual(required.toSorted((a, b) => Number(b) - Number(a)));
    expect(list.slice(0, -1).every((p) => p.takes !== 'rest')).toBe(true);
  }
});
