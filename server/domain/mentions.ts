// Which user names a text mentions: "@ada", not the "ada@example.org" of an address; and whom else it calls.
import { protocolLimits } from '../../common/limits.ts';

const mention = /(?<![\w@.-])@([A-Za-z0-9](?:[A-Za-z0-9_.-]{0,30}[A-Za-z0-9_]))/g;

/** The names in lower case, each once, at most `mentionsMaxPerMessage`. */
export function mentionedNames(content: string): string[] {
  if (!content.includes('@')) return [];
  const names = new Set<string>();
  for (const [, name] of content.matchAll(mention)) {
    if (name !== undefined) names.add(name.toLowerCase());
    if (names.size === protocolLimits.mentionsMaxPerMessage) break;
  }
  return [...names];
}

/** Groups that a text calls, each by a word after an `@`. */
export interface Calls {
  /** All members of the channel. */
  readonly everyone: boolean;
  /** Those of them who are connected, and do not hide it. */
  readonly here: boolean;
  /** What may be the names of roles, in lower case and with `-` for spaces; letters of all scripts count. */
  readonly words: readonly string[];
}

const call = /(?<![\p{L}\p{N}_@.-])@([\p{L}\p{N}](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)/gu;

export function callsIn(content: string): Calls {
  if (!content.includes('@')) return { everyone: false, here: false, words: [] };
  const words = new Set<string>();
  for (const [, word] of content.matchAll(call)) {
    if (word !== undefined) words.add(word.toLowerCase());
    if (words.size === protocolLimits.mentionsMaxPerMessage) break;
  }
  return { everyone: words.has('everyone'), here: words.has('here'), words: [...words] };
}

/** How a role is called: its name in lower case, with `-` for spaces. */
export function roleWord(name: string): string {
  return name.toLowerCase().replaceAll(/\s+/g, '-');
}
