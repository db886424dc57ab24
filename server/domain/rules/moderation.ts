// Who may remove, ban and silence whom, in a server and in a room.
import { Refusal } from '../../../common/errors.ts';
import type { Permission } from '../../../common/permissions.ts';
import { has } from '../../../common/permissions.ts';
import { lacking, noSuchChannel, type Place } from './channels.ts';
import type { Rule, Rules } from './rule.ts';
import { isAbove, permittedInServer, type ServerPlace, type Standing } from './servers.ts';

/** A server, or a room, as the asker stands to it; `me`: in a room everybody has a standing, also from outside. */
export type Watched =
  | { readonly type: 'server'; readonly server: ServerPlace }
  | { readonly type: 'room'; readonly room: Place; readonly me: Standing };

/** Something done to somebody there. Who is no member stands below all who are. */
export interface Deed {
  readonly where: Watched;
  readonly target: { readonly isOwner: boolean; readonly rank: number };
}

export interface ModerationJudged {
  'member.kick': Deed;
  'member.ban': Deed;
  'member.unban': Deed;
  'member.time_out': Deed;
  'member.end_time_out': Deed;
  'ban.list': Watched;
}

const watches =
  (permission: Permission): Rule<Watched> =>
  (asker, where) => {
    if (where.type === 'server') return permittedInServer(permission)(asker, where.server);
    const { room, me } = where;
    if (room.channel.kind !== 'room')
      return room.member === null
        ? noSuchChannel()
        : new Refusal('forbidden', 'That is no room: in a server members belong to the server, and a DM has only two.');
    // Moderators of the host look after every room, also where they are not in it.
    if (has(me.permissions, permission)) return undefined;
    return room.member === null
      ? new Refusal('not_a_member', 'You are not in that room; join it first.')
      : lacking(permission);
  };

const acts =
  (permission: Permission): Rule<Deed> =>
  (asker, { where, target }) => {
    const no = watches(permission)(asker, where);
    const me = where.type === 'server' ? where.server.me : where.me;
    if (no !== undefined || me === null) return no;
    return isAbove(me, target)
      ? undefined
      : new Refusal('forbidden', 'They stand beside or above you there, so you may not do that to them.');
  };

export const moderationRules: Rules<ModerationJudged> = {
  'member.kick': acts('kick'),
  'member.ban': acts('ban'),
  'member.unban': acts('ban'),
  'member.time_out': acts('time_out'),
  'member.end_time_out': acts('time_out'),
  'ban.list': watches('ban'),
};
