// What every client writes down, in one order of time: this process is the clock of the run.
import { hash } from 'node:crypto';
import type { Message } from '../../../common/model.ts';
import type { Entry, Login, Version } from '../oracle/history.ts';

export interface Journal {
  /** Milliseconds since the run began. */
  now(): number;
  add(entry: Entry): void;
  versionOf(message: Pick<Message, 'id' | 'seq' | 'rev' | 'content'>): Version;
  hashOf(content: string): string;
  /** Numbers of attempts, each given once. */
  nextAttempt(): number;
  readonly entries: readonly Entry[];
  readonly logins: Login[];
}

const startChars = 14;

export function createJournal(): Journal {
  const entries: Entry[] = [];
  const started = performance.now();
  /** The same texts and ids are written down by everybody: they are kept once. */
  const known = new Map<string, string>();
  let attempts = 0;

  const once = (text: string) => {
    const same = known.get(text);
    if (same === undefined) known.set(text, text);
    return same ?? text;
  };
  const hashOf = (content: string) =>
    once(content === '' ? 'deleted' : `${content.slice(0, startChars)}#${hash('sha1', content).slice(0, 8)}`);
  const versions = new Map<string, Version>();
  const versionOf: Journal['versionOf'] = ({ id, seq, rev, content }) => {
    const hashed = hashOf(content);
    const key = `${id} ${seq} ${rev} ${hashed}`;
    const same = versions.get(key) ?? { id, seq, rev, hash: hashed };
    versions.set(key, same);
    return same;
  };

  return {
    now: () => performance.now() - started,
    add: (entry) => void entries.push(entry),
    versionOf,
    hashOf,
    nextAttempt: () => (attempts += 1),
    entries,
    logins: [],
  };
}
