// `untimeout`: end a time-out early.
import { memberDeed } from './member-deed.ts';

export const untimeout = memberDeed({
  verb: 'untimeout',
  summary: 'End a time-out early.',
  example: "devchat untimeout @grace '#general'",
  ask: (caller, params) => caller.call('member.end_time_out', params),
  done: (username, place) => `@${username} may write in ${place} again.`,
});
