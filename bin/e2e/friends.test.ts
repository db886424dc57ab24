// Friends, blocks, privacy and suggestions by one-shot commands, as somebody who has only read the help.
import { expect, test } from 'vitest';
import { usePeople } from './people.ts';

const people = usePeople();

const lines = (text: string) => text.split('\n').filter((line) => line !== '');

test('a noun without a verb names its verbs, and each verb says how it is used', async () => {
  const grace = people.grace();
  const { stdout, code } = await grace.run(['friend', '--help']);
  expect(code).toBe(0);
  for (const verb of ['list', 'add', 'accept', 'decline', 'cancel', 'remove', 'suggest', 'dismiss'])
    expect(stdout).toContain(`devchat friend ${verb}`);
  expect((await grace.run(['block', '--help'])).stdout).toContain('block list');
  expect((await grace.run(['privacy', '--help'])).stdout).toContain('shared_server');
});

test('somebody is asked, accepts, is listed, and the friendship ends', async () => {
  const [grace, { shell: ada }] = [people.grace(), await people.somebody()];
  const { stdout: who } = await ada.run(['whoami', '--json']);
  const name: string = JSON.parse(who).username;
  expect((await ada.run(['friend', 'add', 'grace'])).stderr).toContain('@grace is asked');
  expect((await grace.run(['friend', 'list', '--pending'])).stdout).toMatch(new RegExp(`@${name} +asks you`));
  expect((await grace.run(['friend', 'accept', `@${name}`])).stderr).toContain(`@${name} is your friend.`);
  const [listed] = lines((await ada.run(['friend', 'list', '--json'])).stdout);
  expect(JSON.parse(listed ?? '')).toMatchObject({ username: 'grace', kind: 'friend', status: 'offline' });
  expect(await ada.run(['friend', 'list', '--pending'])).toMatchObject({ stdout: '', stderr: 'No request waits.\n' });
  expect((await ada.run(['friend', 'remove', 'grace'])).stderr).toContain('no friend of yours any more');
  expect((await ada.run(['friend', 'remove', 'grace'])).stderr).toContain('@grace is no friend of yours.');
  expect((await ada.run(['friend', 'accept', 'grace'])).code).toBe(5);
  await ada.run(['friend', 'add', 'grace']);
  expect(JSON.parse((await grace.run(['friend', 'decline', name, '--json'])).stdout)).toEqual({
    username: name,
    changed: true,
  });
  expect((await ada.run(['friend', 'cancel', 'grace'])).stderr).toContain('You have no request to @grace.');
});

test('a block ends the DM, folds into nothing in tail unless asked for, and is taken back', async () => {
  const [grace, { shell: ada, target }] = [people.grace(), await people.somebody()];
  await ada.run(['send', '@grace', 'hello']);
  await grace.run(['send', target, 'noise']);
  await ada.run(['send', target, 'signal']);
  expect((await ada.run(['block', 'grace'])).stderr).toContain('@grace is blocked.');
  expect((await ada.run(['block', 'list'])).stdout).toContain('@grace');
  const refused = await grace.run([
    'send',
    `@${JSON.parse((await ada.run(['whoami', '--json'])).stdout).username}`,
    'x',
  ]);
  expect(refused.code).toBe(5);
  expect(refused.stderr).toContain('Nobody can write in this DM');
  expect((await ada.run(['tail', target])).stdout).not.toContain('noise');
  expect((await ada.run(['tail', target, '-n', '1'])).stdout).toContain('signal');
  expect((await ada.run(['tail', target, '--blocked'])).stdout).toContain('noise');
  const following = ada.start(['tail', target, '-f', '-n', '0']);
  await grace.run(['send', target, 'more noise']);
  await ada.run(['send', target, 'more signal']);
  await following.shows('more signal');
  following.process.kill('SIGINT');
  expect((await following.ended).stdout).not.toContain('noise');
  expect((await ada.run(['unblock', 'grace'])).stderr).toContain('@grace is not blocked any more.');
  expect((await ada.run(['unblock', 'grace'])).stderr).toContain('You have not blocked @grace.');
  expect((await ada.run(['tail', target])).stdout).toContain('noise');
});

test('privacy is shown, changed in parts, and a wrong word is refused with the right ones', async () => {
  const { shell: ada } = await people.somebody();
  expect((await ada.run(['privacy'])).stdout).toContain('requests from: everyone');
  const changed = await ada.run(['privacy', '--dms', 'friends', '--suggest', 'off', '--json']);
  expect(JSON.parse(changed.stdout)).toEqual({ requests_from: 'everyone', dms_from: 'friends', suggested: false });
  for (const words of [
    ['--dms', 'all'],
    ['--suggest', 'maybe'],
  ]) {
    const wrong = await ada.run(['privacy', ...words]);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/takes/);
  }
});

test('who shares a room is suggested with the reason, and not once dismissed', async () => {
  const { shell: ada, name } = await people.somebody();
  expect((await ada.run(['friend', 'suggest'])).stdout).toMatch(new RegExp(`@grace +you are both in #${name}`));
  expect((await ada.run(['friend', 'dismiss', 'grace'])).stderr).toContain('@grace is not suggested to you any more.');
  expect((await ada.run(['friend', 'suggest'])).stdout).not.toContain('grace');
});
