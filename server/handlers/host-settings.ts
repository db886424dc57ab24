// The settings of the host, its announcement, its invitations and its figures, for its administrators.
import type { HostInvite } from '../../common/administration.ts';
import { Refusal } from '../../common/errors.ts';
import { hostLimitVariable, isChangeable, isHostLimit } from '../../common/limits.ts';
import { readCode, writeCode } from '../../common/codes.ts';
import type { CheckedParams } from '../../common/requests.ts';
import { newCode } from '../crypto/codes.ts';
import { createHostInvite, listHostInvites, revokeHostInvite } from '../store/host-invites.ts';
import { announce, changeSettings } from '../store/settings.ts';
import { readStatistics } from '../store/statistics.ts';
import type { Context, Handler } from './context.ts';
import { hostStanding, rankChanged, type HostActor } from './standing.ts';

export const show: Handler<'admin.settings.get', HostActor> = {
  load: hostStanding,
  run: async ({ settings }) => {
    await settings.look();
    return settings.shown();
  },
};

export const set: Handler<'admin.settings.set', HostActor> = {
  load: hostStanding,
  run: async (context, params, { actor }) => {
    const no = unchangeable(context, params);
    if (no !== undefined) return no;
    const { reason, name, invitations_only, limits } = params;
    const change = {
      ...(name === undefined ? {} : { name: name === null ? null : name.trim() }),
      ...(invitations_only === undefined ? {} : { invitations_only }),
      ...(limits === undefined ? {} : { limits }),
    };
    if ((await changeSettings(context.db, actor, { change, reason })) === 'changed') return rankChanged();
    await putIntoEffect(context);
    return context.settings.shown();
  },
};

function unchangeable({ settings }: Context, { name, limits = {} }: CheckedParams<'admin.settings.set'>) {
  if (name !== undefined && settings.isFixed('name'))
    return new Refusal(
      'conflict',
      'The name is given by DEVCHAT_NAME or --name where the nodes are started.',
      undefined,
      'name',
    );
  for (const limit of Object.keys(limits)) {
    if (!isHostLimit(limit)) return new Refusal('not_found', `There is no limit "${limit}".`, undefined, 'limits');
    const variable = hostLimitVariable(limit);
    if (!isChangeable(limit))
      return new Refusal(
        'conflict',
        `${limit} cannot be changed while the host runs; set ${variable} and start it anew.`,
        undefined,
        'limits',
      );
    if (settings.isFixed(limit))
      return new Refusal(
        'conflict',
        `${limit} is given by ${variable} where the nodes are started.`,
        undefined,
        'limits',
      );
  }
  return undefined;
}

/** On this node at once, and on the others as soon as they hear of it. */
async function putIntoEffect({ bus, settings }: Context): Promise<void> {
  await settings.look();
  bus.publish({ type: 'settings_changed' });
}

export const announceText: Handler<'admin.announce', HostActor> = {
  load: hostStanding,
  run: async (context, { text, until }, { actor }) => {
    const done = await announce(context.db, actor, text === null ? null : { text: text.trim(), until });
    if (done === 'changed') return rankChanged();
    if (done === 'past') return new Refusal('bad_request', '"until" must be a time to come.', undefined, 'until');
    await putIntoEffect(context);
    return { announcement: context.host.announcement };
  },
};

export const statistics: Handler<'admin.statistics', HostActor> = {
  load: hostStanding,
  run: async ({ db, messageDays }) => {
    await messageDays.store();
    return await readStatistics(db);
  },
};

export const createInvite: Handler<'admin.invite.create', HostActor> = {
  load: hostStanding,
  run: async ({ db, limits }, { max_uses, expires_in_days }, { actor }) => {
    const most = limits.invitesPerHost;
    const made = await createHostInvite(db, actor, { code: newCode(), max_uses, expires_in_days, most });
    if (made === 'changed') return rankChanged();
    if (made === 'limit_reached')
      return new Refusal('limit_reached', `There are ${most} invitations that can still be used; revoke one first.`);
    return legible(made);
  },
};

export const listInvites: Handler<'admin.invite.list', HostActor> = {
  load: hostStanding,
  run: async ({ db }, { before, limit }) => {
    const found = await listHostInvites(db, { before: readCode(before ?? ''), limit: limit + 1 });
    return { invites: found.slice(0, limit).map(legible), has_more: found.length > limit };
  },
};

export const revokeInvite: Handler<'admin.invite.revoke', HostActor> = {
  load: hostStanding,
  run: async ({ db }, { code }, { actor }) => {
    const done = await revokeHostInvite(db, actor, readCode(code));
    if (done === 'changed') return rankChanged();
    return done === 'done' ? {} : new Refusal('not_found', 'There is no such invitation to this host.');
  },
};

const legible = (invite: HostInvite): HostInvite => ({ ...invite, code: writeCode(invite.code) });
