// `unpin`: take a pin away.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { messageIdOf, messagePositional } from './message-id.ts';

export const unpin = defineCommand({
  path: 'unpin',
  slash: 'unpin',
  needs: 'login',
  summary: 'Take a pin away.',
  example: 'devchat unpin 0198c0de-7c1a-7000-8000-1234567890ab',
  positionals: { message: messagePositional },
  options: {},
  async run({ caller, form }, { message }) {
    const id = messageIdOf(message, form);
    if (id instanceof UsageError) return id;
    const done = await caller.call('message.unpin', { id });
    return isFailure(done) ? done : { rows: [], effects: [notice('It is not pinned any more.')] };
  },
});
