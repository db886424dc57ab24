// `npm run mutate [NAME]`: takes away each check of the code that decides about permissions, one at a time, and says which
// of them no suite misses. With NAME only files whose path contains it; `--list` only counts.
import { availableParallelism } from 'node:os';
import { mutantsOf, type Mutant } from './mutate/mutants.ts';
import { openCopy, type Copy } from './mutate/copy.ts';
import { isJudged, judgedFiles, runsFor, type Run } from './mutate/plan.ts';
import { markdown, type Verdict } from './mutate/report.ts';

const isList = process.argv.includes('--list');
const wanted = process.argv.slice(2).find((word) => !word.startsWith('-')) ?? '';
const began = performance.now();
const mutants = judgedFiles()
  .filter((file) => file.includes(wanted))
  .flatMap(mutantsOf)
  .filter(isJudged);

if (isList) for (const { file, line, what } of mutants) process.stdout.write(`${file}:${line} ${what}\n`);
else process.exitCode = await run();

async function run(): Promise<number> {
  const copies = await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, openCopy));
  const verdicts: Verdict[] = [];
  try {
    const [first] = copies;
    for (const unchanged of runs()) {
      const failing = (await first?.failing(unchanged)) ?? null;
      if (failing !== null) throw new Error(`without any change a suite fails:\n${failing}`);
    }
    const queue = [...mutants];
    await Promise.all(copies.map((copy) => judgeAll(copy, queue, verdicts)));
  } finally {
    await Promise.all(copies.map((copy) => copy.close()));
  }
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  process.stdout.write(`${markdown(verdicts)}\nIn ${minutes} minutes.\n`);
  return verdicts.every(({ killedBy }) => killedBy !== null) ? 0 : 1;
}

/** The suites one after the other, the quick ones first; what one of them notices need not be shown to the next. */
async function judgeAll(copy: Copy, queue: Mutant[], verdicts: Verdict[]): Promise<void> {
  for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
    let killedBy: string | null = null;
    for (const one of runsFor(mutant)) killedBy ??= await copy.killedBy(mutant, one);
    verdicts.push({ mutant, killedBy });
    const word = killedBy === null ? 'SURVIVED' : 'killed';
    process.stderr.write(`${verdicts.length}/${mutants.length} ${word} ${mutant.file}:${mutant.line} ${mutant.what}\n`);
  }
}

/** All that are used, each once. */
function runs(): readonly Run[] {
  const suites = new Set(mutants.flatMap((mutant) => runsFor(mutant).flatMap((one) => one.suites)));
  return [...suites].map((suite) => ({ suites: [suite] }));
}
