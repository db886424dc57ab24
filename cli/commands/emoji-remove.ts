// `emoji remove`: a custom emoji less.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';

export const emojiRemove = defineCommand({
  path: 'emoji remove',
  slash: null,
  needs: 'login',
  summary: 'Remove a custom emoji; messages that were sent keep it.',
  example: 'devchat emoji remove shrug',
  positionals: { name: { help: 'one of `devchat emoji list`', required: true } },
  options: {},
  async run({ caller }, { name }) {
    const bare = name.replaceAll(':', '');
    const answer = await caller.call('emoji.remove', { name: bare });
    return isFailure(answer) ? answer : { rows: [{ lines: [], json: { name: bare, removed: true } }], effects: [] };
  },
});
