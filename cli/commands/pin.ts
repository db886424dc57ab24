// `pin`: make a message one of those that everybody should find.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { messageIdOf, messagePositional } from './message-id.ts';

export const pin = defineCommand({
  path: 'pin',
  slash: 'pin',
  needs: 'login',
  summary: 'Pin a message in its channel.',
  example: 'devchat pin 0198c0de-7c1a-7000-8000-1234567890ab',
  positionals: { message: messagePositional },
  options: {},
  async run({ caller, form }, { message }) {
    const id = messageIdOf(message, form);
    if (id instanceof UsageError) return id;
    const done = await caller.call('message.pin', { id });
    return isFailure(done) ? done : { rows: [], effects: [notice('It is pinned.')] };
  },
});
