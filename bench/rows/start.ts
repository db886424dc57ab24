// How long a person waits for a process: `devchat send` from start to end, and the first frame of the client in a terminal.
import { spawn as spawnInTerminal } from '@lydell/node-pty';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { createDatabase } from '../database.ts';
import { median, quantile, type Figure } from '../figures.ts';
import { program, startHost } from '../host.ts';

const runs = 30;

export async function startFigures(): Promise<Figure[]> {
  const database = await createDatabase('embedded');
  const home = await mkdtemp(join(tmpdir(), 'devchat-bench-home-'));
  const host = await startHost(database);
  try {
    const env = { PATH: process.env['PATH'], HOME: home, TERM: 'xterm-256color', DEVCHAT_URL: host.url };
    await runToEnd([program, 'signup', 'ada', '--password-stdin'], env, 'correct horse battery\n');
    await runToEnd([program, 'channel', 'create', '#bench'], env);
    const nothing = ['-e', '0'];
    const send = await alternate(
      () => runToEnd([program, 'send', '#bench', 'hello'], env),
      () => runToEnd(nothing, env),
    );
    const frame = await alternate(
      () => firstText([program], env),
      () => endInTerminal(nothing, env),
    );
    return [figure('`devchat send`, whole process', send, 2.5), figure('first frame of the client', frame, 4)];
  } finally {
    await host.stop();
    await database.drop();
    await rm(home, { recursive: true, force: true });
  }
}

interface Pair {
  readonly ours: number[];
  readonly floor: number[];
}

/** One run of each in turn, so that what else the machine does hits both. */
async function alternate(ours: () => Promise<number>, floor: () => Promise<number>): Promise<Pair> {
  await ours();
  const taken: Pair = { ours: [], floor: [] };
  for (let i = 0; i < runs; i++) {
    taken.floor.push(await floor());
    taken.ours.push(await ours());
  }
  return taken;
}

function figure(what: string, { ours, floor }: Pair, atMost: number): Figure {
  return {
    what,
    value: median(ours),
    floor: median(floor),
    floorIs: '`node -e 0`',
    unit: 'ms',
    target: { atMost },
    notes: `medians of ${runs}; fastest ${quantile(ours, 0).toFixed(0)} and ${quantile(floor, 0).toFixed(0)} ms`,
  };
}

async function runToEnd(args: string[], env: NodeJS.ProcessEnv, input = ''): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.end(input);
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
  return performance.now() - started;
}

const screen = { name: 'xterm-256color', cols: 120, rows: 40 };

/** From the start to the first bytes that draw a letter. */
async function firstText(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const started = performance.now();
  const child = spawnInTerminal(process.execPath, args, { ...screen, env });
  const gone = new Promise<void>((resolve) => child.onExit(() => resolve()));
  let written = '';
  const taken = await new Promise<number>((resolve, reject) => {
    child.onData((text) => {
      written += text;
      if (/\w/.test(stripVTControlCharacters(written))) resolve(performance.now() - started);
    });
    void gone.then(() => reject(new Error(`the client ended before it drew anything: ${JSON.stringify(written)}`)));
  });
  child.kill('SIGTERM');
  await gone;
  return taken;
}

async function endInTerminal(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const started = performance.now();
  const child = spawnInTerminal(process.execPath, args, { ...screen, env });
  await new Promise<void>((resolve) => child.onExit(() => resolve()));
  return performance.now() - started;
}
