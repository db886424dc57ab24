// `emoji add`: a name that stands for a short text.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';

export const emojiAdd = defineCommand({
  path: 'emoji add',
  slash: null,
  needs: 'login',
  summary: 'Add a custom emoji, or give one another text; this needs a pass.',
  details: 'In your messages :NAME: is drawn as TEXT, which is at most eight columns wide.',
  example: "devchat emoji add shrug '¯\\_(ツ)'",
  positionals: {
    name: { help: 'lower-case letters, digits and _', required: true },
    text: { help: 'what is drawn', required: true, takes: 'rest' },
  },
  options: {},
  async run({ caller }, { name, text }) {
    const emoji = await caller.call('emoji.add', { name: name.replaceAll(':', ''), text });
    if (isFailure(emoji)) return emoji;
    return { rows: [{ lines: [`:${emoji.name}:  ${emoji.text}`], json: { ...emoji } }], effects: [] };
  },
});
