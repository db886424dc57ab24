// Prints how many tests passed and failed, from vitest's JSON report; a file that could not run counts as one failure.
import { readFileSync } from 'node:fs';

const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const unread = testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
);
console.log(numPassedTests, numFailedTests + unread.length);
