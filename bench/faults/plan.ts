// Which faults come when: the same seed gives the same plan.
import { createRandom, type Random } from '../crash/random.ts';
import { scenarioNames, scenarios, type ScenarioName } from './scenarios/index.ts';
import type { Scenario } from './scenarios/scenario.ts';

/** Some scenarios at the same time, then a rest in which everybody has to come whole. */
export interface Episode {
  readonly names: readonly ScenarioName[];
  readonly seconds: number;
  /** Load without faults before it. */
  readonly calmSeconds: number;
  /** For what chance decides inside. */
  readonly seed: number;
}

export interface PlanOptions {
  readonly seed: number;
  readonly only: ScenarioName | undefined;
}

/** Without end; every scenario comes once before any comes again. */
export function* longPlan({ seed, only }: PlanOptions): Generator<Episode, never> {
  const random = createRandom(seed);
  let deck: ScenarioName[] = [];
  for (;;) {
    if (deck.length === 0) deck = only === undefined ? shuffled(scenarioNames, random) : [only];
    const names: ScenarioName[] = [];
    for (let wanted = howMany(random); wanted > 0; wanted--) {
      const next = deck.find((name) => !collides(name, names));
      if (next === undefined) break;
      names.push(next);
      deck = deck.filter((name) => name !== next);
    }
    const seconds = Math.max(...names.map((name) => random.between(...longOf(scenarios[name]))));
    yield { names, seconds, calmSeconds: random.between(2, 6), seed: random.between(0, 2 ** 31) };
  }
}

/** Every scenario once, those together that do not spoil each other. */
const shortEpisodes: readonly (readonly ScenarioName[])[] = [
  ['lossy-bus', 'resets'],
  ['kill-node', 'deaf-bus'],
  ['kill-postgresql', 'half-open'],
  ['slow-reader'],
  ['stop-node', 'kill-nats'],
  ['clock', 'stall'],
  ['migrate'],
  ['disk-full'],
];

export function* shortPlan({ seed, only }: PlanOptions): Generator<Episode> {
  const random = createRandom(seed);
  const episodes = only === undefined ? shortEpisodes : [[only]];
  for (const names of episodes) {
    const seconds = Math.max(...names.map((name) => scenarios[name].seconds.short));
    yield { names, seconds, calmSeconds: 0.5, seed: random.between(0, 2 ** 31) };
  }
}

function howMany(random: Random): number {
  const dice = random.between(1, 10);
  if (dice <= 5) return 1;
  return dice <= 9 ? 2 : 3;
}

function longOf({ seconds }: Scenario): readonly [number, number] {
  return seconds.long;
}

function collides(name: ScenarioName, others: readonly ScenarioName[]): boolean {
  const hurt = new Set(others.flatMap((other) => partsOf(scenarios[other])));
  return partsOf(scenarios[name]).some((part) => hurt.has(part));
}

function partsOf({ hurts }: Scenario): Scenario['hurts'] {
  return hurts;
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((one) => ({ one, place: random.between(0, 2 ** 31) }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ one }) => one);
}
