// One run: episodes of faults, each followed by a rest in which everybody has to come whole, and the oracle at the end.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelId, MessageId } from '../../common/ids.ts';
import { createRandom } from '../crash/random.ts';
import { checkHistory } from './oracle/check-history.ts';
import type { StoredChannel, StoredMessage, Violation } from './oracle/history.ts';
import type { FaultsOptions } from './options.ts';
import { untilReady } from './parts/process.ts';
import { longPlan, shortPlan, type Episode } from './plan.ts';
import { scenarios, type ScenarioName } from './scenarios/index.ts';
import type { Fault, Scenario } from './scenarios/scenario.ts';
import { watchOwnDelay } from './own-delay.ts';
import { databaseName, openTheatre, type Theatre } from './theatre.ts';

/** What one episode was, and how long it took until everybody was whole. */
export interface Played {
  readonly names: readonly ScenarioName[];
  readonly skipped: readonly ScenarioName[];
  readonly wholeAfterMs: number;
}

export interface Outcome {
  readonly seconds: number;
  readonly played: readonly Played[];
  readonly violations: readonly Violation[];
  /** What went wrong besides the promises: a node that ended by itself, say. */
  readonly problems: readonly string[];
  readonly internal: number;
  readonly journal: Theatre['journal'];
  readonly stored: number;
}

export type Say = (line: string) => void;

const wholeWithinMs = 15_000;
const idleWithinMs = 30_000;
/** What was done is undone by then, recovery and new starts included. */
const endWithinMs = 90_000;
/** Nobody writes at the end of a fault: what the bus lost last is not followed by anything that would show it. */
const trailMs = 700;

export async function runFaults(options: FaultsOptions, say: Say): Promise<Outcome> {
  const theatre = await openTheatre(options);
  say(`${options.nodes} nodes, ${options.clients} clients, ${options.channels} channels; logs in ${theatre.folder}`);
  const stopWatching = watchOwnDelay(theatre.journal);
  const problems: string[] = [];
  try {
    await theatre.crowd.come();
    say(`${clockOf(theatre)} everybody is here`);
    const played = await play(theatre, options, say, problems);
    const deaths = theatre.nodes.filter((node) => node.deaths > 0);
    for (const { number, deaths: times } of deaths) problems.push(`node ${number} ended ${times} times by itself`);
    const seconds = theatre.journal.now() / 1000;
    await theatre.crowd.end();
    stopWatching();
    const { messages, channels } = await stored(theatre);
    const { entries, logins } = theatre.journal;
    const violations = checkHistory({ entries, logins, messages, channels });
    const { journal, troubles } = theatre;
    return { seconds, played, violations, problems, internal: troubles.internal, journal, stored: messages.length };
  } finally {
    stopWatching();
    await theatre.end();
  }
}

async function play(theatre: Theatre, options: FaultsOptions, say: Say, problems: string[]): Promise<Played[]> {
  const { seed, scenario: only } = options;
  const plan = options.short ? shortPlan({ seed, only }) : longPlan({ seed, only });
  const until = options.minutes * 60_000;
  const played: Played[] = [];
  for (const episode of plan) {
    theatre.gate.open();
    await sleep(episode.calmSeconds * 1000);
    played.push(await playEpisode(theatre, episode, say, problems));
    if (!options.short && theatre.journal.now() > until) break;
  }
  return played;
}

interface Running {
  readonly name: ScenarioName;
  readonly fault: Fault;
  readonly from: number;
}

async function playEpisode(theatre: Theatre, episode: Episode, say: Say, problems: string[]): Promise<Played> {
  const { journal, gate, nodes } = theatre;
  const running: Running[] = [];
  const skipped: ScenarioName[] = [];
  const from = journal.now();
  for (const [index, name] of episode.names.entries()) {
    const fault = await scenarios[name].begin(theatre, createRandom(episode.seed + index)).catch((error: unknown) => {
      problems.push(`${name}: ${stackOf(error)}`);
      return 'it could not be begun';
    });
    if (typeof fault === 'string') {
      say(`${clockOf(theatre)} ${name}: skipped, ${fault}`);
      skipped.push(name);
      continue;
    }
    say(`${clockOf(theatre)} ${name}: ${fault.what}`);
    running.push({ name, fault, from });
  }
  const lastMs = skipped.length === episode.names.length ? 0 : episode.seconds * 1000;
  await sleep(Math.max(0, lastMs - trailMs));
  gate.shut();
  await sleep(Math.min(lastMs, trailMs));
  const seen = await Promise.all(running.map((one) => endFault(theatre, one, problems)));
  for (const node of nodes) if (!node.isRunning) await node.start();
  const { idleAfterMs, wholeAfterMs } = await rest(theatre, problems);
  const notes = seen.filter((note) => note !== undefined).map((note) => `; ${note}`);
  say(
    `${clockOf(theatre)} over; all answered after ${(idleAfterMs / 1000).toFixed(1)} s, everybody whole after ${(wholeAfterMs / 1000).toFixed(1)} s${notes.join('')}`,
  );
  return { names: episode.names, skipped, wholeAfterMs };
}

async function endFault({ journal }: Theatre, { name, fault, from }: Running, problems: string[]) {
  const scenario: Scenario = scenarios[name];
  const late = sleep(endWithinMs, undefined, { ref: false }).then(() => {
    throw new Error(`it was not undone within ${endWithinMs} ms`);
  });
  const seen = await Promise.race([fault.end(), late]).catch((error: unknown) => {
    problems.push(`${name}: ${stackOf(error)}`);
    return undefined;
  });
  const until = journal.now();
  journal.add({ type: 'fault', at: from, until, what: `${name}: ${fault.what}` });
  if (scenario.holds === true) journal.add({ type: 'held', at: from, until, why: name });
  return seen;
}

/** No faults, no load: waits until all is answered and everybody is whole, or until that is late; answers how long it took. */
async function rest(theatre: Theatre, problems: string[]) {
  const { gate, journal, crowd } = theatre;
  const over = journal.now();
  const idle = await Promise.race([gate.idle().then(() => true), sleep(idleWithinMs, false, { ref: false })]);
  if (!idle) problems.push(`${gate.atWork} people had no answer ${idleWithinMs} ms after the faults were over`);
  const revs = new Map((await storedChannels(theatre)).map(({ id, last_rev }) => [id, last_rev]));
  const quiet = journal.now();
  journal.add({ type: 'quiet', at: quiet, withinMs: wholeWithinMs, revs });
  while (crowd.behind(revs).length > 0 && journal.now() < quiet + wholeWithinMs + trailMs) await sleep(50);
  return { idleAfterMs: quiet - over, wholeAfterMs: journal.now() - over };
}

async function storedChannels({ cluster }: Theatre): Promise<StoredChannel[]> {
  const text = 'select id, last_seq::float8 as last_seq, last_rev::float8 as last_rev from channels';
  const rows = await untilReady('PostgreSQL', idleWithinMs, () =>
    cluster.query<{ id: ChannelId; last_seq: number; last_rev: number }>(databaseName, text),
  );
  return rows;
}

async function stored(theatre: Theatre): Promise<{ messages: StoredMessage[]; channels: StoredChannel[] }> {
  const rows = await theatre.cluster.query<{
    id: MessageId;
    channel: ChannelId;
    seq: number;
    rev: number;
    content: string;
    deleted: boolean;
  }>(
    databaseName,
    `select id, channel_id as channel, seq::float8 as seq, rev::float8 as rev, content, deleted_at is not null as deleted from messages`,
  );
  const messages = rows.map(({ content, ...row }) => ({ ...row, hash: theatre.journal.hashOf(content) }));
  return { messages, channels: await storedChannels(theatre) };
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function clockOf({ journal }: Theatre): string {
  return `${(journal.now() / 1000).toFixed(1).padStart(6)} s `;
}
