// What is typed after `/` on the screen, against a real host: where it acts, and what it says.
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MessageId, newId, type ChannelId } from '../../common/ids.ts';
import { UsageError } from '../../cli/commands/command.ts';
import { readSlash } from '../../cli/commands/slash.ts';
import { openLookFiles } from '../../cli/look/files.ts';
import { isFailure, type Caller } from '../../cli/net/caller.ts';
import { httpCaller } from '../../cli/net/http.ts';
import { startHost, type RunningHost } from './host.ts';
import { openShellOf, type Shell } from './shell.ts';

let host: RunningHost;
let ada: Shell;
let caller: Caller;

beforeAll(async () => {
  host = await startHost();
  ada = await openShellOf('ada', host.url);
  const { stdout } = await ada.run(['token', 'create', '--name', 'screen']);
  caller = httpCaller({ url: host.url, token: stdout.trim(), totalMs: 300_000 });
}, 60_000);
afterAll(async () => {
  await Promise.all([host?.close(), ada?.close()]);
});

/** All that is said about a line that is typed while `here` is open. */
async function typed(line: string, here: ChannelId | null = null): Promise<string> {
  const call = readSlash(line, here);
  if (call instanceof UsageError) return call.message;
  const paths = { config: tmpdir(), data: '', state: '', cache: '' };
  const answer = await call.command.run(
    {
      caller,
      newMessageId: () => newId(MessageId),
      sendPicture: () => Promise.reject(new Error('No picture is sent.')),
      form: 'screen',
      here,
      ask: null,
      about: { version: '', node: '', url: host.url, profile: '', device: '', login: '', paths },
      looks: () => Promise.resolve(openLookFiles(tmpdir())),
    },
    call.args,
  );
  if (answer instanceof UsageError || isFailure(answer)) return answer.message;
  const said = answer.effects.flatMap((effect) => (effect.type === 'notice' ? [effect.text] : []));
  return [...answer.rows.flatMap((row) => row.lines), ...said].join('\n');
}

async function idOf(target: string): Promise<ChannelId> {
  const channel = await caller.call('channel.resolve', { target });
  if (isFailure(channel)) throw new Error(channel.message);
  return channel.id;
}

/** A server and a room of these names, with somebody who is in both. */
async function places(server: string, room: string, name: string): Promise<void> {
  await typed(`/server create ${server}`);
  await typed(`/create ${room}`);
  const code = (await typed(`/invite create "${server}"`)).split('\n')[0] ?? '';
  const shell = await openShellOf(name, host.url);
  await shell.run(['invite', 'accept', code]);
  await shell.run(['channel', 'join', `#${room}`]);
  await shell.close();
}

test('a server is the place with quotes and without, and what is no place is not acted on', async () => {
  await places('Acme Rockets', 'lounge', 'carol');
  const here = await idOf('#lounge');
  expect(await typed('/kick carol "No Such Place" see you', here)).toContain('no server of the name "No Such Place"');
  expect(await typed('/kick carol lounge see you', here)).toContain('Write #lounge for the place');
  expect(await typed('/ban carol "Acme Rockets"', here)).toContain('@carol is banned from Acme Rockets.');
  expect(await typed('/unban carol acme rockets well then', here)).toBe('@carol may come to Acme Rockets again.');
  expect(await typed('/ban list "Acme Rockets"', here)).toContain('Nobody is banned from Acme Rockets');
  expect(await typed('/kick carol see you', here)).toBe('@carol is removed from #lounge.');
});

test('what names no place is done in the open one, whose name is said', async () => {
  await places('Silent Film', 'cinema', 'frank');
  const here = await idOf('Silent Film/#general');
  expect(await typed('/ban frank', here)).toContain('@frank is banned from Silent Film.');
  expect(await typed('/unban frank', here)).toBe('@frank may come to Silent Film again.');
});

test('a room that is made beside a server is said to be one of the host', async () => {
  await typed("/server create Bob's place");
  const here = await idOf("Bob's place/#general");
  expect(await typed('/create ops3', here)).toMatch(
    /#ops3, a room of the whole host, open to everybody; a channel of Bob's place is made with \/create "Bob's place\/#ops3"\.$/,
  );
  expect(await typed(`/create Bob's place/#ops3`, here)).toBe(
    'A name with spaces stands in quotes, like "Bob\'s place/#name".',
  );
  expect(await typed(`/create "Bob's place/#ops3"`, here)).toMatch(/You made Bob's place\/#ops3\.$/);
  expect(await typed('/create alone', await idOf('#ops3'))).toMatch(/You made #alone\.$/);
});

test('answers speak as the screen does: no ids, and commands with a slash', async () => {
  expect(await typed('/server create Plain Words')).toBe('You made Plain Words.');
  expect(await typed('/category create "Plain Words" Projects')).toBe('You made the category Projects in Plain Words.');
  const bob = await openShellOf('bob', host.url);
  expect(await typed('/friend add bob')).toBe('@bob is asked; you see the answer in /friends.');
  await bob.run(['server', 'create', 'Bobs']);
  const { stdout: code, stderr } = await bob.run(['invite', 'create', 'Bobs']);
  expect(stderr).toContain(`\`devchat invite accept ${code.trim()}\``);
  expect(await typed(`/invite accept ${code.trim()}`)).toBe('You are in Bobs.');
  expect(await typed('/invite create "Plain Words"')).toMatch(/: \/invite accept \S+$/);
  expect(await typed('/block list')).toBe('You have blocked nobody; /block blocks somebody.');
  expect(await typed('/unpin that')).toContain('/pins shows');
  await bob.close();
});
