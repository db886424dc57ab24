// `emoji list`: one's own custom emoji.
import { isFailure } from '../net/caller.ts';
import { columns } from './columns.ts';
import { defineCommand } from './command.ts';
import { ifEmpty } from './effect.ts';

export const emojiList = defineCommand({
  path: 'emoji list',
  slash: 'emoji',
  needs: 'login',
  summary: 'List your custom emoji.',
  example: 'devchat emoji list',
  positionals: {},
  options: {},
  async run({ caller }) {
    const answer = await caller.call('emoji.list', {});
    if (isFailure(answer)) return answer;
    const texts = columns(answer.emoji.map(({ name, text }) => [`:${name}:`, text]));
    const rows = answer.emoji.map((emoji, i) => ({ lines: [texts[i] ?? ''], json: { ...emoji } }));
    // One is added in a shell.
    return { rows, effects: ifEmpty(rows, 'You have no emoji of your own; `devchat emoji add` in a shell adds one.') };
  },
});
