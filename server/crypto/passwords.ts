// Password hashes, computed by a bounded pool of worker threads.
import { Piscina } from 'piscina';
import type { PasswordTask } from './password-worker.ts';

export interface Passwords {
  /** `busy`: too many are waiting; nothing was computed. */
  hash(password: string): Promise<{ readonly hash: string } | 'busy'>;
  /** Compares with `hash`, or, where there is no account, with a hash that nothing matches: both take the same time. */
  verify(password: string, hash: string | undefined): Promise<boolean | 'busy'>;
  /** How many wait for a worker. */
  waiting(): number;
  close(): Promise<void>;
}

/** A bcrypt hash of the same cost as real ones, of random bytes that were thrown away. */
const nobodysHash = '$2b$10$UaQrexqL44xJsv1NkGxDQe5b2w.r2Y/baV5.qdm8LWabJhjS9XD0e';

export function createPasswords(options: { workers: number; queue: number }): Passwords {
  const worker = new URL(`./password-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
  const pool = new Piscina<PasswordTask, string | boolean>({
    filename: worker.href,
    minThreads: 0,
    maxThreads: options.workers,
    maxQueue: options.queue,
    idleTimeout: 60_000,
  });
  const run = async (task: PasswordTask) => {
    if (pool.queueSize >= options.queue) return 'busy' as const;
    return await pool.run(task, { name: 'run' });
  };
  return {
    hash: async (password) => {
      const answer = await run({ type: 'hash', password });
      return answer === 'busy' ? 'busy' : { hash: String(answer) };
    },
    verify: async (password, hash) => {
      const answer = await run({ type: 'verify', password, hash: hash ?? nobodysHash });
      return answer === 'busy' ? 'busy' : answer === true && hash !== undefined;
    },
    waiting: () => pool.queueSize,
    close: () => pool.destroy(),
  };
}
