import { expect, test } from 'vitest';
import { ChannelId } from '../../common/ids.ts';
import { UsageError } from './command.ts';
import { commands } from './index.ts';
import { readSlash, readWords, slashCommands } from './slash.ts';

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
  [`/topic ${here} release`, 'topic', { room: here, topic: 'release' }],
  ['/topic it\'s "quoted" and \'open', 'topic', { room: here, topic: 'it\'s "quoted" and \'open' }],
  ['/topic "all of it"', 'topic', { room: here, topic: 'all of it' }],
  ['/topic #general -> next -x', 'topic', { room: '#general', topic: '-> next -x' }],
  ['/topic -- --clear it', 'topic', { room: here, topic: '--clear it' }],
  ['/channel join #general', 'join', { room: '#general' }],
  ['/Token Revoke 1234', 'token revoke', { id: '1234' }],
  ['/token create --name "build machine" --expires=90d', 'token create', { name: 'build machine', expires: '90d' }],
  ["/token create --name 'x'", 'token create', { name: 'x', expires: undefined }],
  ['/token create --name -x', 'token create', { name: '-x' }],
])('%s', (line, slash, args) => {
  expect(readSlash(line, here)).toMatchObject({ command: { slash }, args });
});

test.each([
  ['/join', null, 'ROOM is missing: /join ROOM'],
  ['/leave', null, 'ROOM is missing: /leave [ROOM]'],
  ['/dm ada grace', here, '"grace" is one word too many: /dm USER'],
  ['/jion #general', here, 'There is no /jion; did you mean /join?'],
  ['/frobnicate', here, 'There is no /frobnicate.'],
  ['/token', here, '/token needs one of these words after it: create, list, revoke.'],
  ['/token lits', here, 'There is no /token lits; did you mean /token list?'],
  ['/token create --nmae x', here, 'There is no option --nmae. Did you mean --name?'],
  ['/token create --name', here, '--name needs a value: --name NAME.'],
  ['/token create', here, '--name NAME is missing.'],
  ['/whoami --json', here, 'There is no option --json.'],
  ['/topic -x', here, 'There is no option -x. If it belongs to the text, put -- before the text.'],
  ['/join --help', here, 'It is used like this: /join ROOM\nJoin a room.'],
])('%s says what to do', (line, open, sentence) => {
  const answer = readSlash(line, open);
  expect(answer).toBeInstanceOf(UsageError);
  expect(answer).toMatchObject({ message: sentence });
});

test('words that are apart already are taken as they are', () => {
  const call = readWords(['token', 'create', '--name=it\'s "mine" -x']);
  expect(call).toMatchObject({ command: { path: 'token create' }, args: { name: 'it\'s "mine" -x' } });
  expect(readWords(['frobnicate', 'it'])).toMatchObject({ message: 'There is no /frobnicate.' });
});

test('no command of the screen asks for a secret, which would be typed in sight', () => {
  const typed = slashCommands().flatMap(({ options }) => Object.values(options).map(({ type }) => type));
  expect(typed).not.toContain('secret');
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
