// Roles, overrides and explanations by one-shot commands alone, as a new user would.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RequestName } from '../../common/requests.ts';
import { startHost, type RunningHost } from './host.ts';
import { openShellOf, type Shell } from './shell.ts';

let host: RunningHost;
let ada: Shell;
let bob: Shell;
beforeAll(async () => {
  host = await startHost();
  ada = await openShellOf('ada', host.url);
  bob = await openShellOf('bob', host.url);
  const [ask, askBob] = [await asking(ada), await asking(bob)];
  const server = await ask('server.create', { name: 'work' });
  await ask('server.update', { server: server['id'], listed: true });
  await askBob('server.join', { server: server['id'] });
});
afterAll(async () => {
  await Promise.all([host?.close(), ada?.close(), bob?.close()]);
});

/** What these suites need of a server and is no matter of roles. */
async function asking(shell: Shell) {
  const made = await shell.run(['token', 'create', '--name', 'test', '--json']);
  const { token } = JSON.parse(made.stdout) as { token: string };
  return async (name: RequestName, params: unknown): Promise<Record<string, unknown>> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const answer = await fetch(`${host.url}/v1/${name}`, { method: 'POST', headers, body: JSON.stringify(params) });
    return await answer.json().then(Object);
  };
}

const did = async (shell: Shell, line: string) => {
  const ended = await shell.run(line.split(' '));
  expect(ended).toMatchObject({ code: 0 });
  return `${ended.stdout}${ended.stderr}`;
};
const refused = async (shell: Shell, line: string) => {
  const { code, stderr } = await shell.run(line.split(' '));
  return `${code} ${stderr}`;
};

test('a role is made, given, changed, moved, taken and deleted', async () => {
  expect(await did(ada, 'role create work reviewers --allow manage_messages,kick --colour 3FA7D6 --hoisted')).toMatch(
    /reviewers +#3fa7d6 +hoisted +manage_messages, kick\n/,
  );
  await did(ada, 'role create work helpers');
  expect(await did(ada, 'role give work reviewers @bob --reason thanks')).toMatch(/@bob has the role reviewers now/);
  expect(await did(bob, 'role members work reviewers')).toMatch(/@bob +reviewers/);
  expect(await did(ada, 'role edit work reviewers --allow ban --deny kick --mentionable yes')).toMatch(
    /hoisted, mentionable +manage_messages, ban/,
  );
  expect(await did(ada, 'role move work helpers 2')).toMatch(/position 2/);
  expect((await did(bob, 'role list work')).split('\n').map((line) => line.slice(0, 12).trim())).toEqual([
    '2  helpers',
    '1  reviewers',
    '0  everyone',
    '',
  ]);
  expect(await did(ada, 'role take work reviewers bob')).toMatch(/@bob does not have the role/);
  expect(await refused(ada, 'role delete work helpers')).toMatch(/^2 .*add --yes/);
  expect(await did(ada, 'role delete work helpers --yes')).toMatch(/helpers is deleted/);
});

test('a channel has its own rules, and it is told why somebody may do something there', async () => {
  expect(await did(ada, 'override set work/#general everyone --deny send')).toMatch(/everyone +denies send\n/);
  await did(ada, 'override set work/#general @bob --allow send');
  expect(await did(ada, 'override list work/#general')).toMatch(/^everyone +denies send\n@bob +allows send\n$/);
  const why = await did(bob, 'permission explain @bob work/#general');
  expect(why).toContain('the channel’s override of the default role (everyone)\n  - send');
  expect(why).toContain('the channel’s override of this member\n  + send');
  expect(why).toMatch(/may: .*send/);
  expect(await did(ada, 'permission explain ada work --json')).toContain('{"step":"owner"');
  const one = await did(bob, 'permission explain bob work/#general send');
  expect(one).toContain('- send');
  expect(one).toMatch(/\nmay: send\n/);
  expect(one).not.toContain('no change');
  await did(ada, 'override clear work/#general @bob');
  expect(await did(bob, 'permission explain bob work/#general')).not.toMatch(/may: .*\bsend/);
});

test('a wrong word is a sentence that leads on', async () => {
  expect(await refused(ada, 'role create work mods --allow mange_roles')).toMatch(/^2 .*Did you mean manage_roles\?/);
  expect(await refused(ada, 'role give work reviwers bob')).toMatch(/^5 .*Did you mean reviewers\?/);
  expect(await refused(ada, 'role give work reviewers eve')).toMatch(/^5 .*eve is not in work/);
  expect(await refused(ada, 'override set work/#general everyone --deny kick')).toMatch(/^2 .*the whole server/);
  expect(await refused(bob, 'role create work mine')).toMatch(/^5 .*"manage_roles"/);
  expect(await did(ada, 'permission list')).toMatch(/attach_files +channels too +attach files to messages/);
});
