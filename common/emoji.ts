// Custom emoji: a name between colons in a message stands for a short text, which the message carries with it.
import { protocolLimits } from './limits.ts';

/** What a name is made of; in a message it stands between colons. */
export const emojiName = /^[a-z][a-z0-9_]{1,31}$/;
const used = /:([a-z][a-z0-9_]{1,31}):/g;

/** The texts that a message carries, by name. */
export type EmojiTexts = Readonly<Record<string, string>>;

/** The names that a text may mean, each once, at most `emojiMaxPerMessage`; most texts have none. */
export function emojiNames(content: string): string[] {
  if (!content.includes(':')) return [];
  const names = new Set<string>();
  for (const [, name] of content.matchAll(used)) {
    if (name !== undefined) names.add(name);
    if (names.size === protocolLimits.emojiMaxPerMessage) break;
  }
  return [...names];
}

/** The text with its emoji in the place of their names. */
export function drawEmoji(content: string, texts: EmojiTexts | undefined): string {
  if (texts === undefined) return content;
  return content.replaceAll(used, (whole, name: string) =>
    Object.hasOwn(texts, name) ? (texts[name] ?? whole) : whole,
  );
}
