// The audit log: read by pages, and checked.
import type { Office } from '../domain/rules/reports.ts';
import { listAudit, verifyAudit } from '../store/audit-log.ts';
import type { Handler } from './context.ts';
import { officeOf } from './office.ts';

export const list: Handler<'audit.list', Office> = {
  load: officeOf,
  run: async ({ db }, { server, before, actor, action, target, limit }) => {
    const found = await listAudit(db, {
      server: server ?? null,
      before: before ?? null,
      actor: actor?.replace(/^@/, '') ?? null,
      action: action ?? null,
      target: target?.replace(/^@/, '') ?? null,
      limit: limit + 1,
    });
    return { entries: found.slice(0, limit), has_more: found.length > limit };
  },
};

export const verify: Handler<'audit.verify', Office> = {
  load: officeOf,
  run: async ({ db }, { server }) => await verifyAudit(db, server ?? null),
};
