// What the client says about the host and about the login, in a real terminal.
import { expect, test } from 'vitest';
import { usePeople } from './people.ts';
import { keys } from './pty.ts';

const people = usePeople();
const { open, somebody } = people;

test('a host that hangs is not shown as fine: after a few seconds the status line says so, until it answers', async () => {
  const { shell, name } = await somebody();
  const screen = open(shell);
  await screen.shows(`Message #${name}`);
  people.host().signal('SIGSTOP');
  try {
    screen.types('are you there\r');
    await screen.shows(/no answer from the host for [5-9] s/);
    expect(screen.text()).toContain('there …');
  } finally {
    people.host().signal('SIGCONT');
  }
  await screen.hides('no answer from the host');
  await screen.hides('there …');
});

test('a new login says once where it is kept; a logout says that it is done and leaves nothing in the composer', async () => {
  const shell = await people.newcomer();
  const screen = open(shell);
  await screen.shows('a new account');
  screen.types('wordy\rlong enough\rlong enough\r');
  await screen.shows('Welcome, wordy.');
  await screen.shows('There is no keychain here, so the login is kept in');
  screen.types('/create words\r');
  await screen.shows('You made #words.');
  screen.types('/info\r');
  await screen.shows(/login +a token in a file that only you may read/);
  await screen.shows(/cache +\//);
  screen.types(keys.escape);
  await screen.hides('profile');
  screen.types('/logout\r');
  await screen.shows('You are logged out.');
  expect(screen.text()).not.toContain('expired');
  screen.types(`wordy\rlong enough${keys.enter}`);
  await screen.shows('› Message #words');
});
