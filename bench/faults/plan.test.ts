// A seed has to give the same faults again, or a violation could not be looked at twice.
import { expect, test } from 'vitest';
import { longPlan, shortPlan, type Episode } from './plan.ts';
import { scenarioNames, scenarios, type ScenarioName } from './scenarios/index.ts';
import type { Scenario } from './scenarios/scenario.ts';

function first(count: number, seed: number, only?: ScenarioName): Episode[] {
  const plan = longPlan({ seed, only });
  return Array.from({ length: count }, () => plan.next().value);
}

test('the same seed gives the same plan, another seed another', () => {
  expect(first(20, 7)).toEqual(first(20, 7));
  expect(first(20, 7)).not.toEqual(first(20, 8));
});

test('every scenario comes before any comes again', () => {
  const order = first(40, 3).flatMap(({ names }) => names);
  expect(new Set(order.slice(0, scenarioNames.length))).toEqual(new Set(scenarioNames));
});

test('two scenarios that hurt the same part never come together', () => {
  const hurtBy = ({ hurts }: Scenario) => hurts;
  for (const { names } of first(200, 5)) {
    const parts = names.flatMap((name) => [...hurtBy(scenarios[name])]);
    expect(new Set(parts).size).toBe(parts.length);
  }
});

test('the short plan has every scenario once', () => {
  const names = [...shortPlan({ seed: 1, only: undefined })].flatMap((episode) => episode.names);
  expect(names.toSorted()).toEqual(scenarioNames.toSorted());
});

test('one scenario can be had alone', () => {
  expect(first(3, 1, 'clock').map(({ names }) => names)).toEqual([['clock'], ['clock'], ['clock']]);
  expect([...shortPlan({ seed: 1, only: 'clock' })]).toHaveLength(1);
});
