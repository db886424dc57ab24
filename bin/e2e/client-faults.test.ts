// What the client does when the host dies, or the client itself: nothing typed is lost, and the screen says what is.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test, vi } from 'vitest';
import { usePeople } from './people.ts';
import type { Shell } from './shell.ts';

const people = usePeople();
const { open, somebody } = people;
/** A host that was killed recovers its database before it listens again. */
const faultMs = 180_000;

test(
  'killing the host while one types loses no key and no message, and the status line tells the truth',
  async () => {
    const { shell, name } = await somebody();
    const screen = open(shell);
    await screen.shows(`Message #${name}`);
    screen.types('before the crash');
    await screen.shows('before the crash');
    await people.host().kill();
    await screen.shows(/reconnecting in|connecting/);
    screen.types(' and after\r');
    await screen.shows('before the crash and after …');
    screen.types('half a sentence');
    await people.host().again();
    await screen.hides('and after …');
    await screen.shows('half a sentence');
    screen.types('\r');
    await screen.hides('sentence …');
    const { stdout } = await people.grace().run(['tail', `#${name}`, '--json']);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).content),
    ).toEqual(['before the crash and after', 'half a sentence']);
  },
  faultMs,
);

test(
  'what was typed survives the client: the outbox is sent by the next one, the draft is there',
  async () => {
    const { shell, name } = await somebody();
    const screen = open(shell);
    await screen.shows(`Message #${name}`);
    await people.host().kill();
    await screen.shows(/reconnecting in|connecting/);
    screen.types('sent into the dark\r');
    await screen.shows('sent into the dark …');
    screen.types('and a draft');
    await draftOnDisk(shell, 'and a draft');
    screen.kill('SIGKILL');
    await screen.ended;
    await people.host().again();
    const next = open(shell);
    await next.shows('sent into the dark');
    await next.shows('› and a draft');
    await next.hides('dark …');
    const { stdout } = await people.grace().run(['tail', `#${name}`, '--json']);
    expect(stdout.trim().split('\n')).toHaveLength(1);
  },
  faultMs,
);

/** A pause in typing puts the draft on disk, which the screen does not show. */
async function draftOnDisk(shell: Shell, text: string): Promise<void> {
  const path = join(shell.home, '.local/state/devchat/default/client.sqlite');
  const held = () => new DatabaseSync(path, { readOnly: true }).prepare('SELECT text FROM user_drafts').all();
  await vi.waitFor(() => expect(held()).toEqual([{ text }]), { timeout: 20_000 });
}
