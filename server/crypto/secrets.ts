// The secrets of login tokens: random, recognisable to secret scanners, and kept only as hashes.
import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits; the prefix lets secret scanners find one that leaked. */
export function newSecret(): string {
  return `devchat_${randomBytes(32).toString('base64url')}`;
}

/** SHA-256 suffices for a random secret: there is nothing to guess, unlike with a password. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
