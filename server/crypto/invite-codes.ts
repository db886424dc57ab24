// The codes of invites: 100 random bits, to be read aloud and typed (Crockford's base 32, which has no look-alikes).
import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 20;
const group = 5;

/** As it is stored and shown: `0A1B2-C3D4E-F5G6H-J7K8M`. */
export function newInviteCode(): string {
  // 256 is a multiple of 32, so that every letter is as likely.
  const letters = Array.from(randomBytes(length), (byte) => alphabet.charAt(byte % alphabet.length));
  return grouped(letters.join(''));
}

/** The code that somebody typed, however they wrote it; undefined for what can be none. */
export function readInviteCode(typed: string): string | undefined {
  const letters = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return letters.length === length && Array.from(letters).every((letter) => alphabet.includes(letter))
    ? grouped(letters)
    : undefined;
}

function grouped(letters: string): string {
  return (letters.match(new RegExp(`.{${group}}`, 'g')) ?? []).join('-');
}
