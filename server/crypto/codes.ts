// Codes that people read out and type: invitations, passes, new passwords.
import { randomBytes } from 'node:crypto';
import { codeAlphabet, codeLength, readCode } from '../../common/codes.ts';
import { hashSecret } from './secrets.ts';

/** Each of the 32 characters is as likely as the others: 256 is a multiple of 32. */
export function newCode(): string {
  return [...randomBytes(codeLength)].map((byte) => codeAlphabet[byte % codeAlphabet.length]).join('');
}

/** What is stored of a code; the same however it was typed. */
export function hashCode(typed: string): Buffer {
  return hashSecret(readCode(typed));
}
