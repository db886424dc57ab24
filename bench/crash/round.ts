// One round: load, `kill -9` at a moment that the seed chose, a new start on the same data, and a look at everything.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelId } from '../../common/ids.ts';
import { askOverHttp, openLine, type Ask } from '../client.ts';
import { withDriver, type TestDatabase } from '../database.ts';
import { startHost, type Host } from '../host.ts';
import { checkNumbers, checkSame, checkSent, storedRows, type Report } from './check.ts';
import { createEditor } from './editor.ts';
import { createRandom } from './random.ts';
import { createReader, type Reader } from './reader.ts';
import { readAll } from './replica.ts';
import { createSender, type Sender } from './sender.ts';

export interface Scene {
  readonly database: TestDatabase;
  readonly host: Host;
  /** Tokens of the senders, then the editor's and the reader's. */
  readonly tokens: readonly string[];
}

export interface Round {
  readonly host: Host;
  readonly problems: readonly string[];
  readonly summary: string;
}

export const sendersPerRound = 8;
/** After the new start the load goes on for this long, then the reader is away for a while and misses some of it. */
const awayAfterMs = 100;
const awayForMs = 60;
const repetitionsPerSender = 15;

export async function runRound(scene: Scene, number: number, seed: number): Promise<Round> {
  const random = createRandom(seed);
  const problems: string[] = [];
  const report: Report = (problem) => void problems.push(problem);
  const channels = await openChannels(scene, `r${number}-${seed}`);
  const reader = createReader(scene.tokens.at(-1) ?? '', channels);
  const [first] = channels;
  if (first === undefined) throw new Error('a round without channels');
  const editor = createEditor(first);
  const senders = Array.from({ length: sendersPerRound }, (_, i) =>
    createSender({ name: `s${i}`, channels, lanes: random.between(1, 16), random, report }),
  );
  const connect = async (url: string) => {
    await reader.connect(url);
    return await Promise.all(senders.map((_, i) => doorOf(url, scene.tokens[i] ?? '', i)));
  };
  const load = async (url: string, doors: readonly Ask[]) => {
    const editing = editor.run(askOverHttp(url, scene.tokens[sendersPerRound]));
    await Promise.all([editing, ...doors.map((door, i) => senders[i]?.run(door))]);
  };

  const loading = load(scene.host.url, await connect(scene.host.url));
  const killAfterMs = random.between(30, 500);
  await sleep(killAfterMs);
  const acknowledged = count(senders);
  await scene.host.kill();
  await loading;
  const host = await startHost(scene.database);
  const resuming = load(host.url, await connect(host.url));
  await sleep(awayAfterMs);
  reader.leave();
  await sleep(awayForMs);
  await reader.connect(host.url);
  editor.finish();
  for (const sender of senders) sender.finish();
  await resuming;
  const ask = askOverHttp(host.url, scene.tokens.at(-1));
  await Promise.all(
    senders.map((sender, i) => sender.repeat(askOverHttp(host.url, scene.tokens[i]), repetitionsPerSender)),
  );
  const stored = await look({ ...scene, host }, channels, reader, ask, report);
  checkSent(stored, senders, editor, report);
  reader.leave();
  const { heard, healed, gaps } = reader.counts;
  const summary = `killed after ${killAfterMs} ms with ${acknowledged} acknowledged; ${stored.length} stored, reader heard ${heard}, healed ${healed}${gaps > 0 ? `, ${gaps} gaps` : ''}`;
  return { host, problems, summary };
}

/** Everything that is stored, after every party was compared with it. */
async function look(scene: Scene, channels: readonly ChannelId[], reader: Reader, ask: Ask, report: Report) {
  const { channels: states } = await ask('state.get', {});
  const all = [];
  for (const channel of channels) {
    const last = states.find(({ id }) => id === channel);
    const stored = await readAll(ask, channel);
    checkNumbers(channel, stored, report);
    if (last?.last_seq !== stored.length) report(`${channel}: last_seq is ${last?.last_seq} of ${stored.length}`);
    if (!(await reader.reached(channel, last?.last_rev ?? -1, 10_000)))
      report(`${channel}: the reader never got whole`);
    checkSame('reader', reader.messages(channel), stored, report);
    if (scene.database.kind === 'postgresql')
      checkSame(
        'table',
        await withDriver(scene.database.place, (client) => storedRows(client, channel)),
        stored,
        report,
      );
    all.push(...stored);
  }
  return all;
}

async function openChannels({ host, tokens }: Scene, name: string): Promise<ChannelId[]> {
  const [first, ...others] = tokens.map((token) => askOverHttp(host.url, token));
  if (first === undefined) throw new Error('a round without users');
  const made = await Promise.all(['a', 'b'].map((suffix) => first('channel.create', { name: `${name}-${suffix}` })));
  const ids = made.map(({ id }) => id);
  for (const channel of ids) await Promise.all(others.map((ask) => ask('channel.join', { channel })));
  return ids;
}

/** Every second sender asks over HTTP, the others over sockets. */
async function doorOf(url: string, token: string, index: number): Promise<Ask> {
  return index % 2 === 0 ? askOverHttp(url, token) : (await openLine(url, token)).ask;
}

function count(senders: readonly Sender[]): number {
  return senders.flatMap(({ sent }) => [...sent.values()]).filter(({ answer }) => answer !== undefined).length;
}
