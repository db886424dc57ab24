// `ban list`: who is kept out of a room or a server.
import { protocolLimits } from '../../common/limits.ts';
import type { Ban } from '../../common/moderation.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { defineCommand, UsageError, type Row } from './command.ts';
import { localTimeWithZone } from './local-time.ts';
import { moderatedPlace, placePositional, type ModeratedPlace } from './moderated-place.ts';
import { ifEmpty } from './effect.ts';
import { said } from './said.ts';

export const banList = defineCommand({
  path: 'ban list',
  slash: 'ban list',
  needs: 'login',
  summary: 'List who is banned from a room or a server.',
  example: "devchat ban list '#general'",
  positionals: { target: placePositional },
  options: {},
  async run({ caller, form }, { target }) {
    const place = await moderatedPlace(caller, target);
    if (isFailure(place) || place instanceof UsageError) return place;
    const bans = await bansOf(caller, place);
    if (isFailure(bans)) return bans;
    const rows = bans.map(banRow);
    return {
      rows,
      effects: ifEmpty(rows, `Nobody is banned from ${place.title}; ${said({ form }, 'ban')} keeps somebody out.`),
    };
  },
});

export async function bansOf(caller: Caller, { where }: ModeratedPlace): Promise<Ban[] | Failure> {
  const bans: Ban[] = [];
  for (;;) {
    const after = bans.at(-1)?.user.username ?? '';
    const page = await caller.call('ban.list', { ...where, after, limit: protocolLimits.pageMaxBans });
    if (isFailure(page)) return page;
    bans.push(...page.bans);
    if (!page.has_more || page.bans.length === 0) return bans;
  }
}

export function banRow(ban: Ban): Row {
  return {
    lines: [
      banCells(ban)
        .filter((cell) => cell !== '')
        .join('  '),
    ],
    json: { ...ban, user: ban.user.username, banned_by: ban.banned_by?.username ?? null },
  };
}

/** Who, until when, by whom, why. */
export function banCells({ user, until, banned_by, reason }: Ban): string[] {
  const end = until === null ? 'until it is lifted' : `until ${localTimeWithZone(until)}`;
  return [`@${user.username}`, end, banned_by === null ? '' : `by @${banned_by.username}`, reason];
}
