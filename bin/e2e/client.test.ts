// The whole client in a real terminal against a real host, as a person uses it.
import { expect, test } from 'vitest';
import { usePeople } from './people.ts';
import { keys, type Screen } from './pty.ts';

const people = usePeople();
const { open, somebody } = people;

test('the first run: an account, a room, a message, and an answer that appears by itself', async () => {
  const shell = await people.newcomer();
  const screen = open(shell);
  await screen.shows(`a new account at ${people.host().url}`);
  screen.types('newcomer\rshort\rshort\r');
  await screen.shows('at least 8 bytes');
  expect(screen.text()).not.toContain('short');
  screen.types(`${keys.ctrl('u')}long enough\r${keys.ctrl('u')}long enough\r`);
  await screen.shows('Welcome, newcomer.');
  screen.types('/create garden\r');
  await screen.shows('Message #garden');
  // Everything at once, as a fast typist over a slow line.
  screen.types('first\rsecond\r');
  await screen.shows(/first\n.*second/);
  await screen.hides('second …');
  await people.grace().run(['channel', 'join', '#garden']);
  await people.grace().run(['send', '#garden', 'hello newcomer']);
  await screen.shows('hello newcomer');
  const { stdout } = await people.grace().run(['tail', '#garden', '--json']);
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).content),
  ).toEqual(['first', 'second', 'hello newcomer']);
});

const modesOf = (screen: Screen) => ({
  buffer: screen.terminal.buffer.active.type,
  paste: screen.terminal.modes.bracketedPasteMode,
  focus: screen.terminal.modes.sendFocusMode,
  mouse: screen.terminal.modes.mouseTrackingMode,
});

test.each<[string, (screen: Screen) => void, number]>([
  ['/quit', (screen) => screen.types('/quit\r'), 0],
  ['Ctrl+C twice', (screen) => screen.types('\u0003\u0003'), 0],
  ['SIGTERM', (screen) => screen.kill('SIGTERM'), 143],
  ['SIGHUP', (screen) => screen.kill('SIGHUP'), 129],
])('%s leaves the terminal as it was', async (_how, leave, code) => {
  const { shell, name } = await somebody();
  const screen = open(shell);
  await screen.shows(`Message #${name}`);
  expect(modesOf(screen)).toEqual({ buffer: 'alternate', paste: true, focus: true, mouse: 'none' });
  leave(screen);
  expect(await screen.ended).toBe(code);
  expect(modesOf(screen)).toEqual({ buffer: 'normal', paste: false, focus: false, mouse: 'none' });
  expect(screen.text().trim()).toBe('');
});

test('a mistake in the client leaves the terminal as it was, with one sentence and a log', async () => {
  const { shell, name } = await somebody();
  const mistake = `data:text/javascript,process.once('SIGUSR2',()=>{throw new Error('boom')})`;
  const screen = open({ ...shell, env: { ...shell.env, NODE_OPTIONS: `--import="${mistake}"` } });
  await screen.shows(`Message #${name}`);
  screen.kill('SIGUSR2');
  expect(await screen.ended).toBe(1);
  expect(modesOf(screen)).toEqual({ buffer: 'normal', paste: false, focus: false, mouse: 'none' });
  expect(screen.text().trim().replaceAll('\n', '')).toMatch(
    /^devchat stopped because of a mistake in it; .*client\.log\.$/,
  );
});

test('one key is one frame, and an idle client draws nothing', async () => {
  const { shell, name } = await somebody();
  const screen = open(shell, { columns: 120, rows: 40 });
  await screen.shows(`Message #${name}`);
  await screen.quiet(700);
  const before = screen.frames();
  screen.types('x');
  await screen.shows('› x');
  await screen.quiet(300);
  expect(screen.frames() - before).toBe(1);
  const idle = screen.frames();
  await screen.quiet(3000);
  expect(screen.frames()).toBe(idle);
});

test('after any resize the screen is whole and nothing of the old one is left', async () => {
  const { shell, name, target } = await somebody();
  for (const text of ['one', 'two', 'three'])
    await people.grace().run(['send', target, `${text} ${'word '.repeat(30)}`]);
  const screen = open(shell, { columns: 120, rows: 40 });
  await screen.shows('three');
  for (const [columns, rows] of [
    [60, 20],
    [40, 12],
    [140, 45],
    [45, 30],
    [80, 24],
  ] as const) {
    screen.resize(columns, rows);
    // The last rows of the terminal are the rule, the composer and the status line, each in its whole width.
    await screen.shows(new RegExp(`\\n─{${columns}}\\n › Message #${name}\\n ● ada\\d+ +\\? help$`));
    expect(screen.text().match(/›/g)).toHaveLength(1);
    expect(screen.text()).toContain('word word');
  }
  screen.resize(39, 11);
  await screen.shows('devchat needs 40x12');
});

test('a hostile message moves nothing, sets nothing and writes no clipboard', async () => {
  const { shell, name, target } = await somebody();
  const screen = open(shell);
  await screen.shows(`Message #${name}`);
  await people.grace().run(['send', target, 'calm']);
  await screen.shows('calm');
  const all = Array.from({ length: 0x9f }, (_, code) => String.fromCharCode(code + 1)).join('');
  const hostile = `${all}\u001b]0;title\u0007\u001b]52;c;eA==\u0007\u001b]8;;http://x\u0007\u001b]9;note\u0007\u009b2J\u001b[2J\u001b[1;1H\u001b[?1049l\u202e\u2066e${'\u0301'.repeat(400)}`;
  await people.grace().run(['send', target, '-'], hostile);
  await people.grace().run(['send', target, '-'], 'W'.repeat(10_000));
  await people.grace().run(['send', target, 'still here']);
  await screen.shows('still here');
  expect(screen.commands).toEqual([]);
  expect(modesOf(screen).buffer).toBe('alternate');
  const lines = screen.text().split('\n');
  for (const line of lines.slice(0, 20)) expect(line.indexOf('│')).toBe(20);
  expect(lines.at(-3)).toBe('─'.repeat(80));
  expect(lines.at(-2)).toBe(` › Message #${name}`);
});

test('the cursor stands where the next character goes, also after wide ones', async () => {
  const { shell, name } = await somebody();
  const screen = open(shell);
  await screen.shows(`Message #${name}`);
  screen.types('日本 ok');
  await screen.shows('日本 ok');
  await screen.quiet(100);
  const { active } = screen.terminal.buffer;
  expect([active.cursorX, active.cursorY]).toEqual([3 + 7, 22]);
});

test('a login that is revoked elsewhere ends here at once, and the words say why', async () => {
  const { shell, name } = await somebody();
  const screen = open(shell);
  await screen.shows(`Message #${name}`);
  await shell.run(['logout']);
  await screen.shows('log in at');
  await screen.shows('The token is unknown, expired or revoked.');
  expect(screen.text()).toContain('User name');
});
