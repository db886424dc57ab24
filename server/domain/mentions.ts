// Which user names a text mentions: "@ada", not the "ada@example.org" of an address.
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
