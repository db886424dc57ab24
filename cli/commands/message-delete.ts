// `message delete`: take back what one wrote, or what somebody else did.
import { isFailure } from '../net/caller.ts';
import { confirmed, yes } from './confirm.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { messageIdOf, messagePositional } from './message-id.ts';

export const messageDelete = defineCommand({
  path: 'message delete',
  slash: 'message delete',
  needs: 'login',
  summary: 'Delete a message for everybody; it cannot be undone.',
  details: 'Your own always; those of others where you manage messages. It asks first, unless --yes is given.',
  example: 'devchat message delete 0198c0de-7c1a-7000-8000-1234567890ab --yes',
  positionals: {
    message: messagePositional,
    reason: { help: 'why, where it is not your own; it is kept in the audit log', required: false, takes: 'rest' },
  },
  options: { yes },
  async run(context, { message, reason, yes: isYes }) {
    const id = messageIdOf(message, context.form);
    if (id instanceof UsageError) return id;
    const no = await confirmed(context, isYes, 'Delete this message for everybody?');
    if (no !== undefined) return no;
    const done = await context.caller.call('message.delete', { id, reason: reason ?? '' });
    return isFailure(done) ? done : { rows: [], effects: [notice('It is deleted.')] };
  },
});
