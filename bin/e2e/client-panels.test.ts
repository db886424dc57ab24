// Lists with actions, in a real terminal against a real host.
import { expect, test } from 'vitest';
import { usePeople } from './people.ts';
import { keys } from './pty.ts';

const people = usePeople();
const { open, somebody } = people;

test('a login of another machine is ended from the list of logins, which shows at once that it is gone', async () => {
  const { shell, name } = await somebody();
  await shell.run(['token', 'create', '--name', 'old phone']);
  const screen = open(shell);
  await screen.shows(`Message #${name}`);
  screen.types('/logins\r');
  await screen.shows(/old phone/);
  await screen.shows(/• .* this one/);
  screen.types('/old\r');
  await screen.shows('▌   old phone');
  screen.types('x');
  await screen.shows('End the login "old phone"?');
  screen.types('y');
  await screen.shows('That login has ended.');
  await screen.shows('Nothing here contains "old"');
  const { stdout } = await shell.run(['token', 'list']);
  expect(stdout).not.toContain('old phone');
  screen.types(`${keys.escape}`);
  await screen.shows('1 ');
  screen.types(keys.escape);
  await screen.shows('? help');
});

test('the directory of rooms is live, fits a narrow terminal, and Enter joins', async () => {
  const { shell } = await somebody();
  const screen = open(shell, { columns: 40, rows: 20 });
  await screen.shows('Message #');
  screen.types('/rooms\r');
  await screen.shows('Rooms of this host');
  await shell.run(['channel', 'create', '#live-room', 'made', 'meanwhile']);
  await screen.shows('#live-room');
  screen.resize(120, 40);
  await screen.shows(/#live-room +joined +1 in it +made meanwhile/);
  await people.grace().run(['channel', 'create', '#graces-garden']);
  screen.types('r/garden\r');
  await screen.shows('▌   #graces-garden');
  screen.types('\r');
  await screen.shows('› Message #graces-garden');
  expect((await shell.run(['channel', 'list', 'garden'])).stdout).toMatch(/#graces-garden +joined/);
});
