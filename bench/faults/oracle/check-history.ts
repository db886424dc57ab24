// The oracle: a history in, the promises that it breaks out, each with the shortest evidence. Pure.
import type { Broken, History, Report, Violation } from './history.ts';
import { createBook } from './book.ts';
import { checkMemberships } from './memberships.ts';
import { checkPositions } from './positions.ts';
import { checkSent } from './sent.ts';
import { checkStored } from './stored.ts';
import { checkVersions } from './versions.ts';
import { checkWhole } from './whole.ts';

/** Of one kind so many are kept: what breaks once often breaks a thousand times. */
const keptMax = 20;

export function checkHistory(history: History): Violation[] {
  const kept = new Map<Broken, Violation[]>();
  const report: Report = (broken, what, ...entries) => {
    const list = kept.get(broken) ?? [];
    kept.set(broken, list);
    if (list.length >= keptMax) return;
    const evidence = entries.filter((entry) => entry !== undefined).toSorted((a, b) => a.at - b.at);
    list.push({ broken, what, evidence });
  };
  const book = createBook(history);
  for (const check of [checkStored, checkSent, checkVersions, checkPositions, checkMemberships, checkWhole])
    check(history, book, report);
  return [...kept.values()].flat();
}
