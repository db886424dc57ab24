// `category move`: put a category somewhere else.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { findCategory, findServer, serverPositional } from './server-lookup.ts';

export const categoryMove = defineCommand({
  path: 'category move',
  slash: 'category move',
  needs: 'login',
  summary: 'Put a category before another one, or at the end.',
  example: 'devchat category move work Projects --before Archive',
  positionals: { server: serverPositional, category: { help: 'its name or id', required: true } },
  options: { before: { type: 'text', value: 'CATEGORY', help: 'the one to stand before; without it the end' } },
  async run({ caller, form }, { server: target, category: word, before }) {
    const server = await findServer(caller, target);
    if (isFailure(server)) return server;
    const category = findCategory(server, word);
    if (isFailure(category)) return category;
    const next = before === undefined ? null : findCategory(server, before);
    if (isFailure(next)) return next;
    const moved = await caller.call('category.update', { category: category.id, before: next?.id ?? null });
    if (isFailure(moved)) return moved;
    const where = next === null ? 'at the end' : `before ${next.name}`;
    return {
      rows: [{ lines: form === 'screen' ? [] : [`${moved.id}  ${moved.name}`], json: { ...moved } }],
      effects: [notice(`${moved.name} stands ${where} now.`)],
    };
  },
});
