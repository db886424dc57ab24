// `npm run faults`: a service of many nodes is hurt on purpose, and every promise about messages is checked.
import { writeFile } from 'node:fs/promises';
import { commandOf, help, readOptions } from './faults/options.ts';
import { explain, isWhole, markdown, summary } from './faults/report.ts';
import { runFaults } from './faults/run.ts';

const shownMax = 12;

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(help);
    return 0;
  }
  if ('wrong' in options) {
    console.error(`${options.wrong}\n\n${help}`);
    return 2;
  }
  console.log(commandOf(options));
  const outcome = await runFaults(options, console.log);
  console.log(`\n${summary(options, outcome)}`);
  if (options.report !== undefined) await writeFile(options.report, markdown(options, outcome));
  if (isWhole(outcome)) return 0;
  for (const problem of outcome.problems) console.error(`PROBLEM ${problem}`);
  for (const violation of outcome.violations.slice(0, shownMax)) console.error(explain(violation));
  const more = outcome.violations.length - shownMax;
  if (more > 0) console.error(`... and ${more} more`);
  console.error(`again: ${commandOf(options)}`);
  return 1;
}

// A signal ends everything that was started, as the end of the process does.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
process.exit(await main());
