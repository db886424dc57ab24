// The table of scenarios.
import { migrate } from './migrate.ts';
import { deafBus, halfOpen, lossyBus, resets, stall } from './network.ts';
import { jumpClock, killNats, killNode, killPostgresql, stopNode } from './processes.ts';
import { diskFull, slowReader } from './resources.ts';
import type { Scenario } from './scenario.ts';

export const scenarios = {
  'kill-node': killNode,
  'kill-postgresql': killPostgresql,
  'kill-nats': killNats,
  resets,
  'half-open': halfOpen,
  stall,
  'lossy-bus': lossyBus,
  'deaf-bus': deafBus,
  'slow-reader': slowReader,
  'stop-node': stopNode,
  clock: jumpClock,
  'disk-full': diskFull,
  migrate,
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;

export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(scenarios, name);
}

export const scenarioNames = Object.keys(scenarios).filter(isScenarioName);
