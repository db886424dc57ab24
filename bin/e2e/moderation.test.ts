// Keeping order from a shell, as somebody does who has only read `--help`.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHost, type RunningHost } from './host.ts';
import { openShellOf, type Shell } from './shell.ts';

let host: RunningHost;
/** Owns the host. */
let eve: Shell;
/** Made the room. */
let ada: Shell;
let bob: Shell;

beforeAll(async () => {
  host = await startHost();
  eve = await openShellOf('eve', host.url);
  ada = await openShellOf('ada', host.url);
  bob = await openShellOf('bob', host.url);
  await ada.run(['channel', 'create', '#general']);
  await bob.run(['channel', 'join', '#general']);
}, 60_000);
afterAll(async () => {
  await Promise.all([host?.close(), eve?.close(), ada?.close(), bob?.close()]);
});

const rowsOf = ({ stdout }: { readonly stdout: string }): Record<string, unknown>[] =>
  stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Record<string, unknown>]));
const sent = async (shell: Shell, text: string) => (await shell.run(['send', '#general', text])).stdout.trim();
const enter = async () => {
  await ada.run(['unban', 'bob', '#general']);
  await bob.run(['channel', 'join', '#general']);
};

describe('members', () => {
  test('are kicked, and may come back', async () => {
    expect(await ada.run(['kick', '@bob', '#general', 'off', 'topic'])).toMatchObject({
      code: 0,
      stderr: '@bob is removed from #general.\n',
    });
    expect((await bob.run(['send', '#general', 'x'])).code).toBe(5);
    expect((await ada.run(['kick', '@bob', 'general'])).stderr).toContain('@bob is not in #general');
    expect((await bob.run(['channel', 'join', '#general'])).code).toBe(0);
  });

  test('are banned for a time with what they wrote, listed, and let in again', async () => {
    await sent(bob, 'buy now');
    const banned = await ada.run(['ban', '@bob', '#general', '--for', '7d', '--delete', '1h', 'spam', '--json']);
    expect(rowsOf(banned)).toMatchObject([{ user: 'bob', banned_by: 'ada', reason: 'spam' }]);
    expect(banned.stderr).toContain('1 of their messages are deleted');
    expect(await bob.run(['channel', 'join', '#general'])).toMatchObject({ code: 5 });
    expect((await ada.run(['ban', 'list', '#general'])).stdout).toMatch(
      /^@bob {2}until \d{4}-\d\d-\d\d \d\d:\d\d UTC {2}by @ada {2}spam\n$/,
    );
    expect((await ada.run(['unban', '@bob', '#general'])).code).toBe(0);
    expect((await bob.run(['channel', 'join', '#general'])).code).toBe(0);
    expect((await bob.run(['ban', '@ada', '#general'])).code).toBe(5);
  });

  test('are silenced for a time and let speak again', async () => {
    await enter();
    const { stdout } = await ada.run(['timeout', 'bob', '#general', '10m', 'calm down']);
    expect(stdout).toMatch(/^@bob only reads in #general until .* UTC\.$/m);
    expect(await bob.run(['send', '#general', 'x'])).toMatchObject({ code: 5 });
    expect((await bob.run(['tail', '#general'])).code).toBe(0);
    await ada.run(['untimeout', 'bob', '#general']);
    expect((await bob.run(['send', '#general', 'x'])).code).toBe(0);
  });

  test.each([
    [['timeout', 'bob', '#general', '10'], 'write one like 10m'],
    [['timeout', 'bob', '#general', '29d'], 'at most 28d'],
    [['ban', 'bob', '#general', '--for', 'ever'], 'write one like 10m'],
    [['ban', 'bob', '#general', '--delete', '8d'], 'at most 7d'],
    [['pin', 'this'], 'not the id of a message'],
    [['report', 'list', 'no such server'], 'no server of the name'],
  ])('%j is a usage error that says what to write', async (args, sentence) => {
    const { code, stderr } = await ada.run(args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  });

  test('a moderator of the host acts in a room without being in it', async () => {
    await enter();
    expect((await eve.run(['kick', 'bob', '#general'])).code).toBe(0);
    expect((await bob.run(['send', '#general', 'x'])).code).toBe(5);
  });
});

describe('messages', () => {
  test('are pinned, listed and unpinned; those of others are deleted after a question', async () => {
    await enter();
    const id = await sent(bob, 'read this');
    expect((await bob.run(['pin', id])).code).toBe(5);
    expect((await ada.run(['pin', id])).code).toBe(0);
    expect(rowsOf(await bob.run(['pins', '#general', '--json']))).toMatchObject([
      { id, content: 'read this', pinned_at: expect.any(String) },
    ]);
    expect((await bob.run(['pins', '#general'])).stdout).toContain(`id ${id}\n`);
    await ada.run(['unpin', id]);
    expect(await ada.run(['pins', '#general'])).toMatchObject({
      stdout: '',
      stderr: 'Nothing is pinned there; `devchat pin` pins a message.\n',
    });
    expect(await ada.run(['pins', '#general', '--json'])).toMatchObject({ stdout: '', stderr: '' });
    expect(await ada.run(['message', 'delete', id])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('add --yes'),
    });
    expect((await ada.run(['message', 'delete', id, '--yes', 'rude'])).code).toBe(0);
    expect((await ada.run(['tail', '#general', '-n', '1'])).stdout).not.toContain('read this');
  });

  test('a pin is no news for tail', async () => {
    await enter();
    const id = await sent(ada, 'once');
    const tail = bob.start(['tail', '#general', '-f', '-n', '1']);
    await tail.shows('once');
    await ada.run(['pin', id]);
    await sent(ada, 'after the pin');
    await tail.shows('after the pin');
    tail.process.kill('SIGINT');
    const { stdout } = await tail.ended;
    expect(stdout.split('once')).toHaveLength(2);
  });
});

describe('reports and the log', () => {
  test('somebody is reported by the name alone', async () => {
    expect(await bob.run(['report', 'ada', 'rude'])).toMatchObject({ code: 0 });
    const [report] = rowsOf(await eve.run(['report', 'list', '--json']));
    expect(report).toMatchObject({ user: 'ada', reason: 'rude' });
    expect((await eve.run(['report', 'list'])).stdout).toMatch(/ UTC {2}@ada: rude/);
    await eve.run(['report', 'resolve', String(report?.['id'])]);
    expect((await eve.run(['report', 'list'])).stderr).toBe('No report waits to be looked at.\n');
  });

  test('a report is made, listed with what was said, and closed with the message', async () => {
    await enter();
    const id = await sent(ada, 'something rude');
    expect(await bob.run(['report', id, 'it', 'is', 'rude'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('the moderators of the host'),
    });
    expect((await bob.run(['report', 'list'])).code).toBe(5);
    const [report] = rowsOf(await eve.run(['report', 'list', '--json']));
    expect(report).toMatchObject({
      message: id,
      content: 'something rude',
      reporter: 'bob',
      user: 'ada',
      reason: 'it is rude',
    });
    expect((await eve.run(['report', 'list'])).stdout).toContain('something rude');
    const resolve = ['report', 'resolve', String(report?.['id']), '--delete-message'];
    expect((await eve.run(resolve)).code).toBe(2);
    expect((await eve.run([...resolve, '--yes', 'deleted'])).code).toBe(0);
    expect((await bob.run(['tail', '#general', '-n', '1'])).stdout).not.toContain('something rude');
    await bob.run(['report', '@ada', 'again']);
    const [other] = rowsOf(await eve.run(['report', 'list', '--json']));
    expect((await eve.run(['report', 'dismiss', String(other?.['id']), 'nothing to see'])).code).toBe(0);
    expect(rowsOf(await eve.run(['report', 'list', '--status', 'dismissed', '--json']))).toMatchObject([
      { note: 'nothing to see' },
    ]);
  });

  test('the log says who did it, and is checked', async () => {
    const entries = rowsOf(await eve.run(['audit', 'list', '--action', 'member.ban', '--actor', '@ada', '--json']));
    expect(entries).toMatchObject([
      { action: 'member.ban', actor: { username: 'ada' }, target: { name: 'bob' }, reason: 'spam' },
    ]);
    expect((await eve.run(['audit', 'list'])).stdout).toMatch(/@ada {2}member\.kick {2}@bob .*off topic/);
    expect((await ada.run(['audit', 'list'])).code).toBe(5);
    expect(await eve.run(['admin', 'audit', 'verify'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^OK {2}\d+ entries {2}[0-9a-f]{64}\n$/),
    });
  });
});
