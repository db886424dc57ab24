// The command line of `npm run faults`.
import { parseArgs } from 'node:util';
import { isScenarioName, scenarioNames, type ScenarioName } from './scenarios/index.ts';

export const help = `npm run faults -- [--minutes 10] [--seed N] [--scenario NAME] [--nodes 3] [--clients 300] [--channels 30]
                [--short] [--report FILE] [--keep]

A service of several nodes on a PostgreSQL and a NATS of its own is hurt at random, while people write, change, come and
go; then everything that everybody saw is compared with what is stored. Exit code 1: a promise broke, and it says which.

--short      every scenario once, with fewer people, in about a minute
--scenario   only this one: ${scenarioNames.join(', ')}
--report     writes the summary as Markdown to this file
--keep       leaves the logs of all processes where it says

Needs a build, the programs of PostgreSQL and nats-server; for two scenarios libfaketime and the right to mount.`;

export interface FaultsOptions {
  readonly minutes: number;
  readonly seed: number;
  readonly scenario: ScenarioName | undefined;
  readonly nodes: number;
  readonly clients: number;
  readonly channels: number;
  readonly short: boolean;
  readonly report: string | undefined;
  readonly keep: boolean;
}

/** 'help' where that was asked for; a text says what is wrong. */
export function readOptions(argv: readonly string[]): FaultsOptions | 'help' | { readonly wrong: string } {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      minutes: { type: 'string', default: '10' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      scenario: { type: 'string' },
      nodes: { type: 'string', default: '3' },
      clients: { type: 'string' },
      channels: { type: 'string' },
      short: { type: 'boolean', default: false },
      report: { type: 'string' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const { scenario, short, report, keep } = values;
  if (scenario !== undefined && !isScenarioName(scenario)) return { wrong: `there is no scenario ${scenario}` };
  const clients = values.clients ?? (short ? '40' : '300');
  const channels = values.channels ?? (short ? '6' : '30');
  const numbers = { minutes: values.minutes, seed: values.seed, nodes: values.nodes, clients, channels };
  for (const [name, text] of Object.entries(numbers))
    if (!/^\d+(\.\d+)?$/.test(text)) return { wrong: `--${name} must be a number` };
  if (Number(channels) < 3 || Number(clients) < 10) return { wrong: 'at least 3 channels and 10 clients are needed' };
  return {
    minutes: Number(values.minutes),
    seed: Number(values.seed),
    scenario,
    nodes: Number(values.nodes),
    clients: Number(clients),
    channels: Number(channels),
    short,
    report,
    keep,
  };
}

/** The command that does the same again. */
export function commandOf(options: FaultsOptions): string {
  const { minutes, seed, scenario, nodes, clients, channels, short } = options;
  const length = short ? '--short' : `--minutes ${minutes}`;
  const only = scenario === undefined ? '' : ` --scenario ${scenario}`;
  return `npm run faults -- ${length} --seed ${seed}${only} --nodes ${nodes} --clients ${clients} --channels ${channels}`;
}
