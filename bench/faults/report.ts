// What is said at the end of a run: a table of what happened, and for each broken promise the lines that show it.
import { lineOf } from './oracle/book.ts';
import type { Entry, Violation } from './oracle/history.ts';
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
  const sent = entries.filter((entry) => entry.type === 'sent');
  const heard = entries.filter((entry) => entry.type === 'heard');
  const healed = entries.filter((entry) => entry.type === 'healed');
  const ready = entries.filter((entry) => entry.type === 'ready');
  const again = ready.filter((entry) => entry.again).length;
  const applied = heard.filter((entry) => entry.applied).length;
  const changes = healed.reduce((sum, { given }) => sum + given.length, 0);
  // What is at 0 was so before the run.
  const count = (wanted: Entry['type']) => number(entries.filter(({ type, at }) => type === wanted && at > 0).length);
  return [
    ['time', `${seconds.toFixed(0)} s, ${played.length} episodes`],
    ['messages sent (with repetitions)', `${number(new Set(sent.map(({ id }) => id)).size)} (${number(sent.length)})`],
    ['messages acknowledged, stored', `${count('acknowledged')}, ${number(stored)}`],
    ['edits and deletions acknowledged', count('changed')],
    ['joins, leaves, revocations acknowledged', `${count('joined')}, ${count('left')}, ${count('revoked')}`],
    ['deliveries (applied in order as they came)', `${number(heard.length)} (${number(applied)})`],
    ['healed: questions, changes', `${number(healed.length)}, ${number(changes)}`],
    ['logins, times that they came back', `${number(logins.length)}, ${number(ready.length - again - logins.length)}`],
    ['`ready` again on a live connection', number(again)],
    ['connections ended', closes(entries)],
    ['answers `internal`', number(internal)],
    ['held up by the run itself', held(entries)],
  ];
}

/** How often the host, or a fault, ended a connection, by the reason that was given. */
function closes(entries: readonly Entry[]): string {
  const ended = entries.filter((entry) => entry.type === 'closed').filter(({ code }) => code !== 'own');
  const byCode = [...Map.groupBy(ended, ({ code }) => code)];
  return byCode.map(([code, list]) => `${code} ${number(list.length)}`).join(', ') || 'none';
}

/** Times in which nobody was called late. */
function held(entries: readonly Entry[]): string {
  const byCause = [
    ...Map.groupBy(
      entries.filter((entry) => entry.type === 'held'),
      ({ why }) => why,
    ),
  ];
  const secondsOf = (list: readonly { readonly at: number; readonly until: number }[]) =>
    list.reduce((sum, { at, until }) => sum + (until - at) / 1000, 0).toFixed(1);
  return byCause.map(([why, list]) => `${why} ${secondsOf(list)} s`).join(', ') || 'never';
}

function number(amount: number): string {
  return amount.toLocaleString('en');
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
