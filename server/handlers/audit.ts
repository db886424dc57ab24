// The audit log: read by pages, and checked.
import { has } from '../../common/permissions.ts';
import type { Office } from '../domain/rules/reports.ts';
import { listAudit, verifyAudit } from '../store/audit-log.ts';
import type { Handler } from './context.ts';
import { officeOf } from './office.ts';

export const list: Handler<'audit.list', Office> = {
  load: officeOf,
  run: async ({ db, login, rates }, { server, before, actor, action, target, limit }, office) => {
    // What is looked for may be nowhere: then all of the log is read.
    const isSearch = actor !== undefined || action !== undefined || target !== undefined;
    const over = isSearch ? rates.spend('state', login.user.id) : undefined;
    if (over !== undefined) return over;
    const found = await listAudit(db, {
      server: server ?? null,
      before: before ?? null,
      actor: actor?.replace(/^@/, '') ?? null,
      action: action ?? null,
      target: target?.replace(/^@/, '') ?? null,
      limit: limit + 1,
      reader: runsPlace(office) ? null : login.user.id,
    });
    return { entries: found.slice(0, limit), has_more: found.length > limit };
  },
};

/** Who runs it sees all of it. */
function runsPlace(office: Office): boolean {
  if (office.type === 'host') return true;
  const { me } = office.server;
  return me !== null && (me.isOwner || has(me.permissions, 'administrator'));
}

export const verify: Handler<'audit.verify', Office> = {
  load: officeOf,
  run: async ({ db }, { server }) => await verifyAudit(db, server ?? null),
};
