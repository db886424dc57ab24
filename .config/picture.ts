// `npm run picture`: docs/client.svg, the client as it is, drawn from the cells of its own terminal in a real conversation.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn as spawnPty } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import type { Person } from '../server/test-node.ts';
import { at, startTestNode } from '../server/test-node.ts';
import { svgOf } from './terminal-svg.ts';

const size = { cols: 96, rows: 26 };
const root = new URL('..', import.meta.url);
const home = mkdtempSync(join(tmpdir(), 'devchat-picture-'));

const node = await startTestNode({ config: { name: 'devchat' } });
const ada = await converse();
const terminal = new xterm.Terminal({ ...size, allowProposedApi: true });
const client = spawnPty(process.execPath, ['dist/devchat.js'], {
  ...size,
  cwd: root.pathname,
  name: 'xterm-256color',
  env: {
    PATH: process.env['PATH'],
    HOME: home,
    DEVCHAT_URL: node.url,
    DEVCHAT_TOKEN: ada.token,
    COLORTERM: 'truecolor',
    TERM: 'xterm-256color',
  },
});
client.onData((data) => terminal.write(data));
terminal.onData((data) => client.write(data));
await seen('is green');
client.write('\u0010general\r');
await seen('review');
client.write('On it: give me ten minutes');
await seen('ten minutes');
writeFileSync(new URL('docs/client.svg', root), svgOf(terminal));
client.kill();
await node.stop();
rmSync(home, { recursive: true, force: true });
process.exit(0);

/** Three people, some rooms and a DM, the last of them with something unread. */
async function converse(): Promise<Person> {
  const people = [];
  for (const name of ['ada', 'bob', 'carol']) people.push(await node.signup(name));
  const [first, bob, carol] = [at(people, 0), at(people, 1), at(people, 2)];
  const { id: general } = await first.ask('channel.create', {
    name: 'general',
    topic: 'Everything about the next release',
  });
  const { id: builds } = await first.ask('channel.create', { name: 'builds', topic: 'What CI says' });
  for (const person of [bob, carol])
    for (const channel of [general, builds]) await person.ask('channel.join', { channel });
  await bob.send(general, 'The importer loses its last row when the file does not end with a newline.');
  await carol.send(general, 'Seen it too. There is a failing test on the branch importer-newline.');
  await first.send(general, 'Does it also happen when it reads from a pipe?');
  await carol.send(general, "It does:\n\n    printf 'a,b' | importer -");
  const edited = await bob.send(general, 'Fixed');
  await bob.ask('message.edit', { id: edited.id, content: 'はい, fixed 👍🏽 on the same branch.' });
  await first.ask('channel.read', { channel: general, seq: 5 });
  await bob.send(general, '@ada, can you review it?');
  await bob.send(builds, 'main is green');
  await carol.ask('status.set', { status: 'dnd', text: 'writing' });
  const { id: dm } = await carol.ask('dm.open', { username: 'ada' });
  await carol.send(dm, 'Lunch?');
  await Promise.all([bob.connect(), carol.connect()]);
  return first;
}

async function seen(text: string): Promise<void> {
  const screen = () =>
    Array.from({ length: size.rows }, (_, row) => terminal.buffer.active.getLine(row)?.translateToString() ?? '').join(
      '\n',
    );
  while (!screen().includes(text)) await new Promise((resolve) => setTimeout(resolve, 50));
  await new Promise((resolve) => setTimeout(resolve, 300));
}
