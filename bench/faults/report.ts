// What is said at the end of a run: a table of what happened, and for each broken promise the lines that show it.
import { lineOf } from './oracle/book.ts';
import type { Violation } from './oracle/history.ts';
import { commandOf, type FaultsOptions } from './options.ts';
import type { Outcome } from './run.ts';
import { scenarioNames } from './scenarios/index.ts';

type Rows = readonly (readonly [what: string, amount: string])[];

export function summary(options: FaultsOptions, outcome: Outcome): string {
  const rows = [...counts(outcome), ...byScenario(outcome)];
  const width = Math.max(...rows.map(([what]) => what.length));
  const lines = rows.map(([what, amount]) => `${what.padEnd(width)}  ${amount}`);
  return [commandOf(options), ...lines, verdict(outcome)].join('\n');
}

/** For docs/delivery.md. */
export function markdown(options: FaultsOptions, outcome: Outcome): string {
  const rows = [...counts(outcome), ...byScenario(outcome)].map(([what, amount]) => `| ${what} | ${amount} |`);
  return ['```sh', commandOf(options), '```', '', '| what | |', '|---|---|', ...rows, '', verdict(outcome), ''].join(
    '\n',
  );
}

export function explain({ broken, what, evidence }: Violation): string {
  return [`BROKEN ${broken}: ${what}`, ...evidence.map((entry) => `    ${lineOf(entry)}`)].join('\n');
}

export function isWhole({ violations, problems }: Outcome): boolean {
  return violations.length === 0 && problems.length === 0;
}

function verdict(outcome: Outcome): string {
  if (isWhole(outcome))
    return 'Nothing lost, doubled, reordered, late, or seen by the wrong person; everybody whole in time.';
  return `BROKEN: ${outcome.violations.length} violations, ${outcome.problems.length} problems.`;
}

function counts({ journal: { entries, logins }, stored, seconds, internal, played }: Outcome): Rows {
  const of = Map.groupBy(entries, (entry) => entry.type);
  const number = (amount: number) => amount.toLocaleString('en');
  const count = (...types: readonly (typeof entries)[number]['type'][]) =>
    number(types.reduce((sum, type) => sum + (of.get(type)?.length ?? 0), 0));
  const sent = new Set(entries.flatMap((entry) => (entry.type === 'sent' ? [entry.id] : []))).size;
  const heard = entries.filter((entry) => entry.type === 'heard');
  const healed = entries.filter((entry) => entry.type === 'healed');
  const again = entries.filter((entry) => entry.type === 'ready' && entry.again).length;
  const closes = Map.groupBy(
    entries.filter((entry) => entry.type === 'closed'),
    ({ code }) => code,
  );
  const closedBy = [...closes].map(([code, list]) => `${code} ${number(list.length)}`).join(', ');
  return [
    ['time', `${seconds.toFixed(0)} s, ${played.length} episodes`],
    ['messages sent (with repetitions)', `${number(sent)} (${count('sent')})`],
    ['messages acknowledged, stored', `${count('acknowledged')}, ${number(stored)}`],
    ['edits and deletions acknowledged', count('changed')],
    ['joins, leaves, revocations acknowledged', `${count('joined')}, ${count('left')}, ${count('revoked')}`],
    [
      'deliveries (applied in order as they came)',
      `${number(heard.length)} (${number(heard.filter(({ applied }) => applied).length)})`,
    ],
    [
      'healed: questions, changes',
      `${number(healed.length)}, ${number(healed.reduce((sum, { given }) => sum + given.length, 0))}`,
    ],
    [
      'logins, times that they came back',
      `${number(logins.length)}, ${number((of.get('ready')?.length ?? 0) - again - logins.length)}`,
    ],
    ['`ready` again on a live connection', number(again)],
    ['connections ended', closedBy === '' ? 'none' : closedBy],
    ['answers `internal`', number(internal)],
  ];
}

function byScenario({ played }: Outcome): Rows {
  return scenarioNames.flatMap((name): Rows => {
    const all = played.filter(({ names }) => names.includes(name));
    if (all.length === 0) return [];
    const done = all.filter(({ skipped }) => !skipped.includes(name));
    const slowest = Math.max(...done.map(({ wholeAfterMs }) => wholeAfterMs));
    const amount =
      done.length === 0 ? 'skipped' : `${done.length} times; whole after ${(slowest / 1000).toFixed(1)} s at most`;
    return [[name, amount]];
  });
}
