// Profiles from a shell: what is said, what is printed, and how it ends.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { protocolLimits } from '../../common/limits.ts';
import { startHost, type RunningHost } from './host.ts';
import { openShellOf, type Ended, type Shell } from './shell.ts';

let host: RunningHost;
let ada: Shell;
let bob: Shell;
beforeAll(async () => {
  host = await startHost();
  [ada, bob] = [await openShellOf('ada', host.url), await openShellOf('bob', host.url)];
}, 60_000);
afterAll(async () => {
  for (const shell of [ada, bob]) await shell?.close();
  await host?.close();
});

const json = ({ stdout }: Ended): unknown => JSON.parse(stdout);

test('a profile is written, and read by others', async () => {
  const about = ['--display-name', 'Ada Lovelace', '--bio', 'Numbers.\\nEngines.', '--time-zone', 'Europe/London'];
  const edited = await ada.run(['profile', 'edit', ...about, '--links', 'https://example.org https://example.com/a']);
  expect(edited).toMatchObject({ code: 0, stderr: '' });
  expect(json(await bob.run(['profile', 'show', 'ada', '--json']))).toMatchObject({
    username: 'ada',
    display_name: 'Ada Lovelace',
    bio: 'Numbers.\nEngines.',
    time_zone: 'Europe/London',
    links: ['https://example.org', 'https://example.com/a'],
    picture: null,
  });
  const { stdout } = await bob.run(['profile', 'show', 'ada']);
  expect(stdout).toMatch(
    /^Ada Lovelace\n@ada\noffline\n\w{3} \d\d:\d\d there \(Europe\/London\)\n\nNumbers\.\nEngines\.\n/,
  );
  await ada.run(['profile', 'edit', '--bio', '']);
  expect(json(await ada.run(['profile', 'show', '--json']))).toMatchObject({ bio: '', display_name: 'Ada Lovelace' });
});

test('what cannot be is refused in a sentence', async () => {
  expect(await ada.run(['profile', 'edit'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Say what to change'),
  });
  const zone = await ada.run(['profile', 'edit', '--time-zone', 'Europe/Atlantis']);
  expect(zone).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('the name of a time zone like Europe/Berlin'),
  });
  expect((await ada.run(['profile', 'show', 'nobody'])).code).toBe(5);
});

test('a picture is sent from a file, its size is said, and it goes again', async () => {
  const file = join(ada.home, 'me.png');
  const noise = Buffer.from(Array.from({ length: 480_000 }, (_, i) => (i * 7919 + (i >> 5)) % 251));
  await writeFile(
    file,
    await sharp(noise, { raw: { width: 400, height: 400, channels: 3 } })
      .png()
      .toBuffer(),
  );
  const made = await ada.run(['profile', 'picture', file]);
  expect(made).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^256x256 pixels, \d+ bytes\n$/) });
  expect(json(await bob.run(['profile', 'show', 'ada', '--json']))).toMatchObject({
    picture: expect.stringMatching(/^\w{32}$/),
  });
  expect((await ada.run(['profile', 'picture', '--remove'])).code).toBe(0);
  expect(json(await bob.run(['profile', 'show', 'ada', '--json']))).toMatchObject({ picture: null });
});

test('a file that cannot be one never leaves', async () => {
  const file = join(ada.home, 'large.png');
  await writeFile(file, Buffer.alloc(protocolLimits.pictureMaxBytes + 1));
  expect(await ada.run(['profile', 'picture', file])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('at most 1048576 bytes'),
  });
  const missing = await ada.run(['profile', 'picture', join(ada.home, 'missing.png')]);
  expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no such file') });
  await writeFile(file, 'no picture');
  expect((await ada.run(['profile', 'picture', file])).stderr).toContain('That is no picture that can be shown');
});

test('a status may be chosen for a time', async () => {
  const set = json(await ada.run(['status', 'dnd', 'in', 'a', 'review', '--for', '2h', '--json']));
  expect(set).toMatchObject({ status: 'dnd', text: 'in a review', until: expect.any(String) });
  expect((await ada.run(['status', 'dnd', '--for', 'ever'])).code).toBe(2);
});

test('what a pass unlocks is refused without one, and the refusal says what that is', async () => {
  const refused = await ada.run(['appearance', 'set', '--badge', '★']);
  expect(refused).toMatchObject({ code: 5, stderr: expect.stringContaining('unlocked by a pass') });
  expect((await ada.run(['emoji', 'add', 'wave', 'o/'])).stderr).toContain('unlocked by a pass');
  expect(json(await ada.run(['appearance', 'show', '--json']))).toMatchObject({ badge: '', shown: false });
  expect((await ada.run(['appearance', 'clear'])).code).toBe(0);
  expect(await ada.run(['emoji', 'list'])).toMatchObject({ code: 0, stdout: '' });
});
