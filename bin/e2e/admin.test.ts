// Running a host from the shell: the commands for its users, settings, invitations and passes.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHost, type RunningHost } from './host.ts';
import { openScreen } from './pty.ts';
import { openShell, openShellOf, type Shell } from './shell.ts';

const password = 'correct horse battery';
let host: RunningHost;
let owner: Shell;
let grace: Shell;

beforeAll(async () => {
  host = await startHost();
  owner = await openShellOf('ada', host.url);
  grace = await openShellOf('grace', host.url);
}, 60_000);
afterAll(async () => {
  await Promise.all([owner?.close(), grace?.close()]);
  await host?.close();
});

const ok = async (shell: Shell, ...args: readonly string[]) => {
  const ended = await shell.run(args);
  expect(ended).toMatchObject({ code: 0 });
  return ended;
};

test('the verbs of admin are found by --help alone, at each word', async () => {
  const nouns = await ok(owner, 'admin', '--help');
  expect(nouns.stdout).toContain('devchat admin user suspend USER');
  const verbs = await ok(owner, 'admin', 'user', '--help');
  expect(verbs.stdout).toContain('devchat admin user reset-password USER');
  expect(verbs.stdout).not.toContain('admin pass');
  expect((await owner.run(['admin', 'user'])).stderr).toContain('needs a verb');
  expect((await owner.run(['admin', 'user', 'suspnd'])).stderr).toContain('did you mean admin user suspend?');
});

test('suspending asks on a terminal, wants --yes without one, and shuts out with the reason', async () => {
  const without = await owner.run(['admin', 'user', 'suspend', '@grace']);
  expect(without).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
  const terminal = openScreen({ env: owner.env, args: ['admin', 'user', 'suspend', '@grace', '--reason', 'spam'] });
  await terminal.shows('Suspend @grace for good? [y/N]');
  terminal.types('y\r');
  await terminal.shows('@grace is suspended: spam.');
  expect(await terminal.ended).toBe(0);
  const refused = await grace.run(['whoami']);
  expect(refused).toMatchObject({ code: 4, stderr: expect.stringContaining('The reason given: spam') });
  const shown = await ok(owner, 'admin', 'user', 'show', 'grace', '--json');
  expect(JSON.parse(shown.stdout)).toMatchObject({ username: 'grace', suspension: { until: null, reason: 'spam' } });
  await ok(owner, 'admin', 'user', 'unsuspend', '@grace');
  expect((await ok(grace, 'whoami')).stdout).toBe('grace\n');
});

test('who has forgotten the password comes back in with a code', async () => {
  const { stdout, stderr } = await ok(owner, 'admin', 'user', 'reset-password', '@grace');
  expect(stderr).toContain(`${host.url}/reset`);
  const code = stdout.trim();
  expect((await grace.run(['reset', code, '--password-stdin'], 'a new password')).code).toBe(0);
  expect((await ok(grace, 'whoami')).stdout).toBe('grace\n');
  expect((await grace.run(['reset', code, '--password-stdin'], 'a new password')).code).toBe(5);
});

test('a member may do nothing of it', async () => {
  for (const args of [['user', 'list'], ['settings'], ['stats'], ['pass', 'create'], ['announce', 'Hello']])
    expect(await grace.run(['admin', ...args])).toMatchObject({ code: 5, stdout: '' });
});

test('settings are changed and taken back, and an account takes an invitation', async () => {
  await ok(owner, 'admin', 'settings', 'set', 'invitations_only', 'yes');
  const shell = await openShell(host.url);
  const refused = await shell.run(['signup', 'linus', '--password-stdin'], password);
  expect(refused).toMatchObject({ code: 5, stderr: expect.stringContaining('by invitation only') });
  const { stdout: code } = await ok(owner, 'admin', 'invite', 'create', '--uses', '1', '--expires', '7d');
  expect((await ok(owner, 'admin', 'invite', 'list')).stdout).toContain('used 0 of 1');
  const joined = await shell.run(['signup', 'linus', '--invite', code.trim(), '--password-stdin'], password);
  expect(joined.code).toBe(0);
  await ok(owner, 'admin', 'settings', 'set', 'invitations_only');
  await ok(owner, 'admin', 'settings', 'set', 'roomsPerUser', '7');
  const shown = await ok(owner, 'admin', 'settings', '--json');
  expect(shown.stdout).toContain('{"name":"roomsPerUser","value":7,"source":"setting","changeable":true}');
  expect(await owner.run(['admin', 'settings', 'set', 'nodeLeaseMs', '7'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('DEVCHAT_LIMIT_NODE_LEASE_MS'),
  });
  await shell.close();
});

test('codes of the pass are made, used once, listed without the code, and revoked', async () => {
  const { stdout } = await ok(owner, 'admin', 'pass', 'create', '--days', '30', '--count', '2', '--note', 'fair');
  const [first = '', second = ''] = stdout.trim().split('\n');
  expect((await ok(grace, 'pass', 'redeem', first)).stderr).toContain('30 days');
  expect((await grace.run(['pass', 'redeem', first])).code).toBe(5);
  expect((await ok(grace, 'pass', 'show')).stdout).toContain('You have the pass until');
  const unused = await ok(owner, 'admin', 'pass', 'list', '--state', 'unused', '--json');
  const { id } = JSON.parse(unused.stdout.trim().split('\n')[0] ?? '{}');
  await ok(owner, 'admin', 'pass', 'revoke', id);
  expect((await grace.run(['pass', 'redeem', second])).code).toBe(5);
  await ok(owner, 'admin', 'pass', 'give', '@grace', '5');
  expect((await owner.run(['admin', 'pass', 'take', '@grace'])).code).toBe(2);
  await ok(owner, 'admin', 'pass', 'take', '@grace', '--yes');
  expect((await ok(grace, 'pass', 'show')).stdout).toContain('You have no pass.');
});

test('an announcement stands in the client until Esc, and the figures of the host are there', async () => {
  const screen = openScreen({ env: grace.env });
  await screen.shows('Welcome, grace.');
  await ok(owner, 'admin', 'announce', 'There is cake.', '--until', '1h');
  await screen.shows('Announcement: There is cake.');
  screen.types('\u001b');
  await screen.hides('There is cake.');
  screen.kill('SIGTERM');
  const { stdout: stats } = await ok(owner, 'admin', 'stats');
  expect(stats).toMatch(/^users +3$/m);
  expect(stats).toMatch(/^messages since \d{4}-\d\d-\d\d +none/m);
  expect(stats).not.toMatch(/^messages on \S+ +0\n.*messages on \S+ +[1-9]/ms);
});

test('the host is handed on, and back', async () => {
  const handed = await owner.run(['admin', 'owner', 'transfer', '@grace', '--password-stdin', '--yes'], password);
  expect(handed).toMatchObject({ code: 0, stderr: expect.stringContaining('@grace owns this host now') });
  expect((await ok(grace, 'admin', 'user', 'list', '--role', 'owner')).stdout).toContain('@grace');
  await ok(grace, 'admin', 'user', 'role', '@ada', 'moderator');
  expect((await owner.run(['admin', 'settings'])).code).toBe(5);
});
