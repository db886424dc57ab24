// The hidden field that proves a form came from a page that this visitor was shown.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Derived from a secret that only the visitor's cookie holds, so that any node can check it and none has to remember it. */
export function formToken(key: string): string {
  return createHmac('sha256', key).update('devchat form').digest('base64url');
}

/** Takes the same time wherever the two differ. */
export function isFormToken(key: string, given: string): boolean {
  const expected = Buffer.from(formToken(key));
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

export function newFormKey(): string {
  return randomBytes(32).toString('base64url');
}
