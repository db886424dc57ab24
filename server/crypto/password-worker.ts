// A worker thread that computes bcrypt, so that a login never holds up a message.
import bcrypt from 'bcryptjs';
import { getPriority, setPriority } from 'node:os';

export type PasswordTask =
  | { readonly type: 'hash'; readonly password: string }
  | { readonly type: 'verify'; readonly password: string; readonly hash: string };

/** 2^10 rounds: 85-105 ms on the machine it was measured on, and OWASP's minimum for bcrypt. */
const cost = 10;

/** Where processors are scarce, messages come first. Linux gives each thread a priority of its own; elsewhere it would be the whole host's. */
const niceness = 19;
if (process.platform === 'linux' && getPriority() < niceness) setPriority(niceness);

export function run(task: PasswordTask): string | boolean {
  return task.type === 'hash' ? bcrypt.hashSync(task.password, cost) : bcrypt.compareSync(task.password, task.hash);
}
