// The part of docs/keys.md about the keys that each panel has of its own.
import { panels } from './index.ts';

export function panelKeysMarkdown(): string {
  const rows = panels.flatMap(({ word, keys }) => keys.map(({ key, label }) => `| /${word} | ${key} | ${label} |`));
  return `## In each list

What works on the chosen row stands in the last line of the screen.

| list | key | what it does |
|---|---|---|
${rows.join('\n')}
`;
}
