// Servers by one-shot commands, as two people at a shell use them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHost, type RunningHost } from './host.ts';
import { keys, openScreen } from './pty.ts';
import { openShellOf, type Ended, type Shell } from './shell.ts';

let host: RunningHost;
let ada: Shell;
let grace: Shell;

beforeAll(async () => {
  host = await startHost();
  ada = await openShellOf('ada', host.url);
  grace = await openShellOf('grace', host.url);
  await ada.run(['server', 'create', 'Work']);
  await letIn(grace, 'work');
});
afterAll(async () => {
  await Promise.all([host?.close(), ada?.close(), grace?.close()]);
});

const objects = ({ stdout }: Ended) =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const json = async (shell: Shell, ...words: string[]) => objects(await shell.run([...words, '--json']));
const letIn = async (shell: Shell, server: string) => {
  const invite = await ada.run(['invite', 'create', server, '--uses', '1']);
  return await shell.run(['invite', 'accept', invite.stdout.trim()]);
};
/** The channels of a server as `server show` has them, each under its category. */
const arrangement = async (server: string) => {
  const { stdout } = await ada.run(['server', 'show', server]);
  return stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^#|:$/.test(line));
};

test('a server is made, edited, shown and listed', async () => {
  const made = await ada.run(['server', 'create', 'Build', 'farm']);
  expect(made).toMatchObject({ code: 0, stderr: 'You made Build farm.\n' });
  const edited = await ada.run([
    'server',
    'edit',
    'build farm',
    '--icon',
    '🛠',
    '--description',
    'machines',
    '--listed',
  ]);
  expect(edited).toMatchObject({ code: 0, stderr: 'Build farm is changed.\n' });
  expect((await ada.run(['server', 'list'])).stdout).toContain('🛠 Build farm  yours  listed  machines');
  const [shown] = await json(ada, 'server', 'show', 'BUILD FARM');
  expect(shown).toMatchObject({ name: 'Build farm', icon: '🛠', listed: true, channels: [{ name: 'general' }] });
});

test('a listed server is found and joined without an invite; another one is not', async () => {
  await ada.run(['server', 'create', 'Rustaceans']);
  expect(await grace.run(['server', 'join', 'rustaceans'])).toMatchObject({ code: 5 });
  await ada.run(['server', 'edit', 'rustaceans', '--listed']);
  expect((await grace.run(['server', 'directory', 'rust'])).stdout).toContain('Rustaceans');
  expect(await grace.run(['server', 'join', 'rustaceans'])).toMatchObject({ code: 0 });
  expect((await json(grace, 'server', 'directory', 'rust'))[0]).toMatchObject({ joined: true, member_count: 2 });
});

test('an invite is shown, accepted, listed and revoked', async () => {
  await ada.run(['server', 'create', 'Invited']);
  const made = await ada.run(['invite', 'create', 'invited', '--expires', '30m', '--uses', '2']);
  const code = made.stdout.trim();
  expect(made.stderr).toContain(`devchat invite accept ${code}`);
  const typed = code.toLowerCase().replaceAll('-', '');
  expect((await grace.run(['invite', 'show', typed])).stdout).toMatch(
    /^Invited\nmembers +1 member\ninvited by +@ada\n/,
  );
  expect(await grace.run(['invite', 'accept', typed])).toMatchObject({ code: 0, stderr: 'You are in Invited.\n' });
  expect((await ada.run(['invite', 'list', 'invited'])).stdout).toContain(`${code}  used 1 of 2 times`);
  expect(await grace.run(['invite', 'revoke', code])).toMatchObject({ code: 5 });
  expect(await ada.run(['invite', 'revoke', code])).toMatchObject({ code: 0 });
  expect(await json(ada, 'invite', 'list', 'invited')).toEqual([]);
});

test('server/#channel names a channel to send to and to read', async () => {
  expect(await ada.run(['send', 'WORK/#general', 'hi'])).toMatchObject({ code: 0 });
  expect((await json(grace, 'tail', 'work/#general', '-n', '1'))[0]).toMatchObject({ content: 'hi', user: 'ada' });
  expect((await ada.run(['send', 'work/#nowhere', 'hi'])).code).toBe(5);
  await ada.run(['server', 'create', 'Twin']);
  await ada.run(['server', 'create', 'twin']);
  const ambiguous = await ada.run(['send', 'twin/#general', 'hi']);
  expect(ambiguous.code).toBe(2);
  expect(ambiguous.stderr).toMatch(
    /Several are called "twin\/#general"; write the id instead: [0-9a-f-]{36}, [0-9a-f-]{36}/,
  );
});

test('channels and categories stand where they were put', async () => {
  await ada.run(['server', 'create', 'Order']);
  await ada.run(['category', 'create', 'order', 'Projects']);
  await ada.run(['category', 'create', 'order', 'Archive']);
  for (const name of ['one', 'two']) await ada.run(['channel', 'create', `order/#${name}`, '--category', 'projects']);
  expect(await arrangement('order')).toEqual(['#general', 'Projects:', '#one', '#two', 'Archive:']);
  await ada.run(['channel', 'move', 'order/#two', '--before', 'order/#one']);
  await ada.run(['channel', 'move', 'order/#general', '--category', 'Archive']);
  await ada.run(['category', 'move', 'order', 'Archive', '--before', 'Projects']);
  expect(await arrangement('order')).toEqual(['Archive:', '#general', 'Projects:', '#two', '#one']);
  await ada.run(['category', 'rename', 'order', 'Projects', 'Old', 'projects']);
  await ada.run(['category', 'delete', 'order', 'Archive', '--yes']);
  expect(await arrangement('order')).toEqual(['#general', 'Old projects:', '#two', '#one']);
  const [shown] = await json(ada, 'server', 'show', 'order');
  expect(shown?.['categories']).toMatchObject([{ name: 'Old projects', position: 0 }]);
});

test('a channel is private, read-only, archived, renamed and deleted', async () => {
  await ada.run(['channel', 'create', 'work/#board', '--private', 'for', 'two']);
  expect((await grace.run(['send', 'work/#board', 'hi'])).code).toBe(5);
  await ada.run(['channel', 'edit', 'work/#board', '--public', '--read-only', '--name', 'news']);
  expect((await grace.run(['send', 'work/#news', 'hi'])).stderr).toContain('"send"');
  expect((await ada.run(['send', 'work/#news', 'hi'])).code).toBe(0);
  await ada.run(['channel', 'edit', 'work/#news', '--writable', '--slow-mode', '30s']);
  expect((await grace.run(['send', 'work/#news', 'hi'])).code).toBe(0);
  await ada.run(['channel', 'archive', 'work/#news']);
  expect((await ada.run(['send', 'work/#news', 'hi'])).code).toBe(5);
  expect((await grace.run(['tail', 'work/#news'])).stdout).toContain('hi');
  await ada.run(['channel', 'unarchive', 'work/#news']);
  expect((await ada.run(['send', 'work/#news', 'hi'])).code).toBe(0);
  expect((await ada.run(['channel', 'delete', 'work/#news'])).stderr).toContain('add --yes');
  expect(await ada.run(['channel', 'delete', 'work/#news', '--yes'])).toMatchObject({ code: 0 });
  expect((await ada.run(['tail', 'work/#news'])).code).toBe(5);
});

test('a voice channel and a room are made by the same command, and a room is renamed and deleted by who made it', async () => {
  await ada.run(['channel', 'create', 'work/#standup', '--voice']);
  const [shown] = await json(ada, 'server', 'show', 'work');
  expect(shown?.['channels']).toContainEqual(expect.objectContaining({ name: 'standup', type: 'voice' }));
  await ada.run(['channel', 'create', '#lounge']);
  await grace.run(['channel', 'join', '#lounge']);
  expect((await grace.run(['channel', 'edit', '#lounge', '--name', 'mine'])).code).toBe(5);
  expect((await ada.run(['channel', 'edit', '#lounge', '--read-only'])).code).toBe(2);
  await ada.run(['channel', 'edit', '#lounge', '--name', 'cellar']);
  expect(await grace.run(['send', '#cellar', 'hi'])).toMatchObject({ code: 0 });
  await ada.run(['channel', 'delete', '#cellar', '--yes']);
  expect((await grace.run(['tail', '#cellar'])).code).toBe(5);
});

test('members are listed with nicknames, and renamed by who may', async () => {
  await grace.run(['server', 'nickname', 'work', 'Amazing', 'Grace']);
  expect((await ada.run(['server', 'members', 'work'])).stdout).toMatch(/^@ada +owner\n@grace +Amazing Grace\n$/);
  expect((await json(ada, 'server', 'members', 'work', 'amaz')).map(({ username }) => username)).toEqual(['grace']);
  await ada.run(['server', 'nickname', 'work', '--of', '@grace']);
  expect((await json(ada, 'server', 'members', 'work', 'grace'))[0]).toMatchObject({ nickname: '' });
  expect((await grace.run(['server', 'nickname', 'work', '--of', '@ada', 'Boss'])).code).toBe(5);
});

test('who owns a server cannot leave it; transferred, they can, and the new owner deletes it', async () => {
  await ada.run(['server', 'create', 'Passing']);
  await letIn(grace, 'passing');
  expect(await ada.run(['server', 'leave', 'passing', '--yes'])).toMatchObject({
    code: 5,
    stderr: expect.stringContaining('transfer it to another member, or delete it'),
  });
  expect((await ada.run(['server', 'transfer', 'passing', '@grace'])).code).toBe(2);
  expect(await ada.run(['server', 'transfer', 'passing', '@grace', '--yes'])).toMatchObject({ code: 0 });
  expect(await ada.run(['server', 'leave', 'passing', '--yes'])).toMatchObject({ code: 0 });
  expect(await grace.run(['server', 'delete', 'passing', '--yes'])).toMatchObject({ code: 0 });
  expect((await grace.run(['tail', 'passing/#general'])).code).toBe(5);
});

test.each([
  ['doomed', 130, 'Nothing was done.', 0],
  ['Doomed', 0, 'Doomed is deleted.', 5],
])(
  'on a terminal the name of a server is asked for before it is deleted: %s ends with %i',
  async (typed, code, says, left) => {
    await ada.run(['server', 'create', 'Doomed']);
    const [{ id = '' } = {}] = (await json(ada, 'server', 'list')).filter(({ name }) => name === 'Doomed');
    const screen = openScreen({ env: ada.env, args: ['server', 'delete', String(id)] });
    await screen.shows(', to go on:');
    screen.types(`${typed}${keys.enter}`);
    expect(await screen.ended).toBe(code);
    expect(screen.text()).toContain(says);
    expect((await ada.run(['server', 'show', String(id)])).code).toBe(left);
  },
);

test.each([
  ['server', 'transfer it to another|Give a server'],
  ['category', 'under which channels'],
  ['invite', 'print its code'],
])('devchat %s --help lists what can be done', async (noun, sentence) => {
  const { code, stdout } = await ada.run([noun, '--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(sentence));
});
