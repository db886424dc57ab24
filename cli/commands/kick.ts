// `kick`: remove a member of a room or a server.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { placeAndText, placePositional, userPositional } from './moderated-place.ts';
import { withoutAt } from './target.ts';

export const reasonPositional = { help: 'why; it is kept in the audit log', required: false, takes: 'rest' } as const;

export const kick = defineCommand({
  path: 'kick',
  slash: 'kick',
  needs: 'login',
  summary: 'Remove somebody from a room or a server; they may come back.',
  example: "devchat kick @grace '#general' off topic again",
  positionals: { user: userPositional, target: placePositional, reason: reasonPositional },
  options: {},
  async run(context, { user, target, reason: words }) {
    const found = await placeAndText(context, target, words);
    if (isFailure(found) || found instanceof UsageError) return found;
    const { place, text: reason } = found;
    const username = withoutAt(user);
    const done = await context.caller.call('member.kick', { ...place.where, username, reason });
    return isFailure(done) ? done : { rows: [], effects: [notice(`@${username} is removed from ${place.title}.`)] };
  },
});
