// What became of the mutants, as a table for each file, and the survivors by name.
import type { Mutant } from './mutants.ts';

export interface Verdict {
  readonly mutant: Mutant;
  /** The suites that noticed it; null: it survived. */
  readonly killedBy: string | null;
}

export function markdown(verdicts: readonly Verdict[]): string {
  const rows = [...Map.groupBy(verdicts, ({ mutant }) => mutant.file)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, own]) => `| \`${file}\` | ${counts(own)} |`);
  const survivors = verdicts
    .filter(({ killedBy }) => killedBy === null)
    .map(({ mutant: { file, line, what } }) => `- \`${file}:${line}\` ${what}`)
    .toSorted();
  const head = '| file | checks taken away | noticed | not noticed |\n|---|---|---|---|';
  return [head, ...rows, `| all | ${counts(verdicts)} |`, '', ...survivors].join('\n');
}

function counts(verdicts: readonly Verdict[]): string {
  const killed = verdicts.filter(({ killedBy }) => killedBy !== null).length;
  return [verdicts.length, killed, verdicts.length - killed].join(' | ');
}
