import { expect, test } from 'vitest';
import { ChannelId } from '../../common/ids.ts';
import { readArguments } from './arguments.ts';
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
  ['/topic #general -> next - x', 'topic', { room: '#general', topic: '-> next - x' }],
  ['/topic -- --clear it', 'topic', { room: here, topic: '--clear it' }],
  ['/channel join #general', 'join', { room: '#general' }],
  ['/Token Revoke 1234', 'token revoke', { id: '1234' }],
  ['/token create --name "build machine" --expires=90d', 'token create', { name: 'build machine', expires: '90d' }],
  ["/token create --name 'x'", 'token create', { name: 'x', expires: undefined }],
  ['/token create --name=-x', 'token create', { name: '-x' }],
  ['/topic x--y', 'topic', { room: here, topic: 'x--y' }],
  ['/topic -- a  -- b', 'topic', { room: here, topic: 'a  -- b' }],
  ['/topic -- --', 'topic', { room: here, topic: '--' }],
  ['/topic "work place/#ops" new  one', 'topic', { room: 'work place/#ops', topic: 'new  one' }],
  ['/leave general', 'leave', { room: 'general' }],
  ['/ban list Acme', 'ban list', { target: 'Acme' }],
  ['/ban carol "Acme Rockets"', 'ban', { user: 'carol', target: 'Acme Rockets', reason: undefined }],
  ['/kick carol "Acme Rockets" see  you', 'kick', { user: 'carol', target: 'Acme Rockets', reason: 'see  you' }],
  ['/kick carol see "you" there', 'kick', { user: 'carol', target: here, reason: 'see "you" there' }],
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
  ['/admin user suspend dave --for 1d', here, 'There is no option --for. Did you mean --until?'],
  ['/role create work mods --color red', here, 'There is no option --color. Did you mean --colour?'],
  ['/topic -x', here, 'There is no option -x. If it belongs to the text, put -- before the text.'],
  ['/join --help', here, 'It is used like this: /join ROOM\nJoin a room.'],
])('%s says what to do', (line, open, sentence) => {
  const answer = readSlash(line, open);
  expect(answer).toBeInstanceOf(UsageError);
  expect(answer).toMatchObject({ message: sentence });
});

test.each([
  ['ban dave #general spam  again --for 7d', { user: 'dave', target: '#general', reason: 'spam  again', for: '7d' }],
  ['ban dave #general --for 7d spam --delete=24h', { reason: 'spam', for: '7d', delete: '24h' }],
  ['ban dave #general so --for 7d much spam', { reason: 'so much spam', for: '7d' }],
  ['channel create leak Secret plans --private', { room: 'leak', topic: 'Secret plans', private: true }],
  ['status away lunch --for 1h', { status: 'away', text: 'lunch', for: '1h' }],
  ['admin announce back at noon --until 1h', { text: 'back at noon', until: '1h' }],
  ['report @dave spam --server "Acme Rockets"', { what: '@dave', reason: 'spam', server: 'Acme Rockets' }],
  ['status away -- lunch --for 1h', { text: 'lunch --for 1h', for: undefined }],
  ['status away lunch -- --for 1h', { text: 'lunch --for 1h', for: undefined }],
  ['status away a -- b', { text: 'a b' }],
  ['status away x--y - z', { text: 'x--y - z' }],
  ['status away -- a -- b', { text: 'a -- b' }],
  ['status away "--for" 1h', { text: '"--for" 1h' }, 'screen'],
  ['status away lunch --fro 1h', 'There is no option --fro. Did you mean --for?'],
  ['status away lunch --zebra', 'There is no option --zebra. If it belongs to the text, put -- before the text.'],
  ['status away rm -rf', 'There is no option -r. If it belongs to the text, put -- before the text.'],
  ['status away lunch --for', '--for needs a value: --for TIME.'],
  ['ban dave #general spam --for --delete 1h', '--for needs a value: --for TIME.'],
] as const)('%s means the same in a shell and on the screen', (line, meant, only?: 'screen') => {
  const expected = typeof meant === 'string' ? { message: meant } : { args: meant };
  expect(readSlash(`/${line}`, here)).toMatchObject(expected);
  if (only === 'screen') return;
  // A shell takes the quotes and the spaces between words away.
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  const command = commands.findLast(({ path }) => path !== null && `${line} `.startsWith(`${path} `));
  if (command === undefined) throw new Error('There is no such command.');
  const inShell = readArguments(command, words.slice(command.path?.split(' ').length));
  const single = typeof meant === 'string' ? expected : { args: onlyOneSpace(meant) };
  expect(inShell).toMatchObject(single);
});

function onlyOneSpace(args: object): object {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, typeof value === 'string' ? value.replace(/ +/g, ' ') : value]),
  );
}

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
