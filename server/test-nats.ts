// The NATS that suites of several nodes use: the one of DEVCHAT_TEST_NATS_URL, which in CI must be there.

const url = process.env['DEVCHAT_TEST_NATS_URL'] ?? '';
let said = false;

/** Undefined where there is none; says so on one line. */
export function natsUrl(): string | undefined {
  if (url !== '') return url;
  const sentence = 'NATS suites skipped: DEVCHAT_TEST_NATS_URL is not set';
  if (process.env['CI'] !== undefined) throw new Error(`${sentence}, and in CI it must be`);
  if (!said) process.stderr.write(`${sentence}\n`);
  said = true;
  return undefined;
}
