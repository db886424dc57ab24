// Load: people who log in with their passwords, at a steady rate.
import { setTimeout as sleep } from 'node:timers/promises';
import { askOverHttp } from '../client.ts';
import { serveTask } from '../child.ts';
import { quantile } from '../figures.ts';

export interface LoginsTask {
  readonly url: string;
  readonly usernames: readonly string[];
  readonly password: string;
  readonly perSecond: number;
  readonly seconds: number;
}

export interface LoginsAnswer {
  readonly logins: number;
  readonly p50: number;
  readonly p99: number;
}

serveTask(async ({ url, usernames, password, perSecond, seconds }: LoginsTask): Promise<LoginsAnswer> => {
  const ask = askOverHttp(url, undefined);
  const took: number[] = [];
  const asked: Promise<void>[] = [];
  const logIn = async (username: string, due: number) => {
    await ask('auth.login', { username, password, device: 'bench' });
    took.push(performance.now() - due);
  };
  const started = performance.now();
  for (let i = 0; i < perSecond * seconds; i++) {
    const due = started + (i * 1000) / perSecond;
    await sleep(Math.max(0, due - performance.now()));
    asked.push(logIn(usernames[i % usernames.length] ?? '', due));
  }
  await Promise.all(asked);
  return { logins: took.length, p50: quantile(took, 0.5), p99: quantile(took, 0.99) };
});
