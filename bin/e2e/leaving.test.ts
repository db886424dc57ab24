// The terminal between the client and the shell: left without a trace, taken back as it is by then.
import { expect, test } from 'vitest';
import { usePeople } from './people.ts';

const people = usePeople();
const { open, somebody } = people;

test.each(['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'])(
  'after %s nothing is drawn over what the shell shows',
  async (signal) => {
    const { shell, name } = await somebody();
    const screen = open(shell);
    await screen.shows(`Message #${name}`);
    screen.kill(signal);
    await screen.ended;
    const [, ...after] = screen.written().split('\u001b[?1049l');
    expect(after.join('').replaceAll('\u001b[?25h', '')).toBe('');
    expect(screen.terminal.buffer.active.type).toBe('normal');
  },
);

test('a window that changed while the client was suspended is drawn in its new size', async () => {
  const { shell, name } = await somebody();
  const screen = open(shell, { columns: 100, rows: 30 });
  await screen.shows(`Message #${name}`);
  screen.types('\u001a');
  await screen.hides(`Message #${name}`);
  expect(screen.terminal.buffer.active.type).toBe('normal');
  screen.resize(60, 20);
  await screen.quiet(300);
  expect(screen.text().trim()).toBe('');
  screen.kill('SIGCONT');
  await screen.shows(new RegExp(`\\n─{60}\\n › Message #${name}\\n ● ada\\d+ +\\? help$`));
});

test('the start shows one whole frame after the other, never an empty screen between them', async () => {
  const { shell, name } = await somebody();
  const screen = open(shell);
  await screen.shows(`Message #${name}`);
  const [, ...drawn] = screen.written().split('devchat');
  expect(drawn.join('')).not.toMatch(/\[(2|0)?J/);
});
