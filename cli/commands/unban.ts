// `unban`: let somebody in again.
import { memberDeed } from './member-deed.ts';

export const unban = memberDeed({
  verb: 'unban',
  summary: 'Lift a ban; they may come in again.',
  example: "devchat unban @mallory '#general'",
  ask: (caller, params) => caller.call('member.unban', params),
  done: (username, place) => `@${username} may come to ${place} again.`,
});
