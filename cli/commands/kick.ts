// `kick`: remove a member of a room or a server.
import { memberDeed } from './member-deed.ts';

export const kick = memberDeed({
  verb: 'kick',
  summary: 'Remove somebody from a room or a server; they may come back.',
  example: "devchat kick @grace '#general' off topic again",
  ask: (caller, params) => caller.call('member.kick', params),
  done: (username, place) => `@${username} is removed from ${place}.`,
});
