// `emoji list`: one's own custom emoji.
import { isFailure } from '../net/caller.ts';
import { columns } from './columns.ts';
import { defineCommand } from './command.ts';

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
    return { rows: answer.emoji.map((emoji, i) => ({ lines: [texts[i] ?? ''], json: { ...emoji } })), effects: [] };
  },
});
