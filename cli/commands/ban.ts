// `ban`: keep somebody out of a room or a server.
import { protocolLimits as limits } from '../../common/limits.ts';
import { isFailure } from '../net/caller.ts';
import { banRow } from './ban-list.ts';
import { defineCommand, UsageError } from './command.ts';
import { readDuration } from './duration.ts';
import { notice } from './effect.ts';
import { reasonPositional } from './member-deed.ts';
import { placeAndText, placePositional, userPositional } from './moderated-place.ts';
import { withoutAt } from './target.ts';

export const ban = defineCommand({
  path: 'ban',
  slash: 'ban',
  needs: 'login',
  summary: 'Keep somebody out of a room or a server.',
  details:
    'Without --for it lasts until it is lifted (`devchat unban`). With --delete what they wrote there in the last hours is deleted for everybody, which cannot be undone.',
  example: "devchat ban @mallory '#general' --for 7d --delete 24h spam",
  positionals: { user: userPositional, target: placePositional, reason: reasonPositional },
  options: {
    for: { type: 'text', value: 'TIME', help: 'how long, like 10m, 2h or 7d' },
    delete: { type: 'text', value: 'TIME', help: 'delete their messages of so long, at most 7d' },
  },
  async run(context, args) {
    const duration = optional(args.for, limits.banMaxDays);
    const deleted = optional(args.delete, limits.banDeleteMaxHours / 24);
    if (duration instanceof UsageError) return duration;
    if (deleted instanceof UsageError) return deleted;
    const found = await placeAndText(context, args.target, args.reason);
    if (isFailure(found) || found instanceof UsageError) return found;
    const { place, text: reason } = found;
    const done = await context.caller.call('member.ban', {
      ...place.where,
      username: withoutAt(args.user),
      reason,
      ...(duration === undefined ? {} : { duration_s: duration }),
      delete_messages_hours: Math.ceil((deleted ?? 0) / 3600),
    });
    if (isFailure(done)) return done;
    const gone = done.deleted === 0 ? '' : ` ${done.deleted} of their messages are deleted.`;
    const words = `@${done.ban.user.username} is banned from ${place.title}.${gone}`;
    return { rows: [banRow(done.ban)], effects: [notice(words)] };
  },
});

function optional(word: string | undefined, maxDays: number): number | UsageError | undefined {
  return word === undefined ? undefined : readDuration(word, { maxDays });
}
