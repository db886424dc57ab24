// Reports: made, listed for those who handle them, and handled.
import { Refusal } from '../../common/errors.ts';
import type { ServerId, UserId } from '../../common/ids.ts';
import type { UserRef } from '../../common/model.ts';
import type { Report } from '../../common/moderation.ts';
import type { CheckedParams } from '../../common/requests.ts';
import { noSuchReport, type Handled, type Office, type Reportable } from '../domain/rules/reports.ts';
import { findMembership } from '../store/channels.ts';
import { findMessages, type MessageRow } from '../store/messages.ts';
import {
  closeReport,
  findReport,
  handlersOf,
  listReports,
  writeReport,
  type Handling,
  type NewReport,
} from '../store/reports.ts';
import { findServerPlace, findStandings } from '../store/standings.ts';
import { findUserById, findUserByName } from '../store/users.ts';
import type { Context, Handler } from './context.ts';
import { busy } from './busy.ts';
import { entryOf, tellDeleted } from './delete-message.ts';
import { officeOf } from './office.ts';
import { rankChanged } from './standing.ts';
import { tellQueue } from './tell-queue.ts';

/** What is reported, as it is now, and the server in which it happened. */
type Loaded = Reportable & {
  readonly about: UserRef;
  readonly message: NewReport['message'];
  readonly server_id: ServerId | null;
};

export const create: Handler<'report.create', Loaded> = {
  load: loadReportable,
  run: async (context, { reason, to_host }, { about, message, server_id }) => {
    const { db, login, limits } = context;
    if (about.id === login.user.id) return new Refusal('bad_request', 'That is your own doing; report what others do.');
    const most = limits.reportsOpenPerUser;
    const server = to_host || !(await isHandled(context, server_id, about.id)) ? null : server_id;
    const done = await writeReport(db, { reporter: login.user.id, user: about.id, message, server, reason, most });
    if (done === 'known')
      return new Refusal('conflict', 'You have reported that already, and nobody has handled it yet.');
    if (done === 'limit_reached')
      return new Refusal('limit_reached', `${most} of your reports wait to be handled, as many as this host allows.`);
    for (const queue of new Set([server, done.from ?? server])) await tellQueue(context, queue, [about.id]);
    return { id: done.id, server };
  },
};

export const list: Handler<'report.list', Office> = {
  load: officeOf,
  run: async ({ db, login }, { server, status, after, limit }) => {
    const page = { server: server ?? null, status, after: after ?? null, limit: limit + 1, reader: login.user.id };
    const found = await listReports(db, page);
    return { reports: found.slice(0, limit), has_more: found.length > limit };
  },
};

type LoadedReport = Handled & { readonly report: Report; readonly row: MessageRow | undefined };

export const handle: Handler<'report.handle', LoadedReport> = {
  load: async (context, { id, action }) => {
    const report = await findReport(context.db, id);
    if (report === undefined) return noSuchReport();
    const [row] = action === 'none' || report.message === null ? [] : await findMessages(context.db, [report.message]);
    const author = row === undefined ? undefined : await findUserById(context.db, row.user_id);
    const office = await officeOf(context, report);
    return { report, row, office, about: report.user.id, author: author?.platform_role ?? null };
  },
  run: async (context, params, { report, row }) => {
    const { db, login, writer } = context;
    const { id, outcome, note, action } = params;
    const { server } = report;
    if (report.status !== 'open') return new Refusal('conflict', `That report is ${report.status} already.`);
    if (action === 'delete_message' && report.message === null)
      return new Refusal('bad_request', 'That report is not about a message, so there is none to delete.');
    const target = { type: 'report', id, name: `@${report.user.username}` };
    const after = { status: outcome, action };
    const entry = { server, actor: login.user, action: 'report.handle', target, reason: note, after };
    const deletion = row === undefined ? null : await deletionOf(context, report, { row, note });
    const handling = { id, server, by: login.user.id, outcome, note, entry, deletion };
    const closed = await writer.between(() => closeReport(db, handling));
    if (closed === 'busy') return busy();
    if (closed === 'changed') return rankChanged();
    if (closed === 'handled')
      return new Refusal('conflict', 'Somebody has handled that report, or handed it on, just now.');
    if (row !== undefined && closed.deleted !== undefined) await tellDeleted(context, row, closed.deleted);
    await tellQueue(context, server, [report.user.id]);
    return (await findReport(db, id)) ?? noSuchReport();
  },
};

/** The log of whose queue it was in says who did it: who handles reports for the host need not be in the channel. */
async function deletionOf(
  context: Context,
  report: Report,
  { row, note }: { readonly row: MessageRow; readonly note: string },
): Promise<Handling['deletion']> {
  const place = await findMembership(context.db, row.channel, context.login.user.id);
  if (place === undefined) return null;
  const entry = entryOf(context, place.channel, { action: 'message.delete', row, reason: note });
  // Where it was said is nobody's business who was not there, and the log of the host is read by others.
  const target = report.server === null ? { ...entry.target, name: `@${row.username}` } : entry.target;
  return { message: row.id, entry: { ...entry, server: report.server, target } };
}

async function loadReportable(context: Context, params: CheckedParams<'report.create'>): Promise<Loaded | Refusal> {
  const { db, login } = context;
  if (params.message !== undefined) {
    const [row] = await findMessages(db, [params.message]);
    const place = row === undefined ? undefined : await findMembership(db, row.channel, login.user.id);
    if (row === undefined || place === undefined) return new Refusal('not_found');
    if (row.deleted_at !== null && place.member !== null) return new Refusal('not_found', 'That message was deleted.');
    const { id, channel, content } = row;
    const about = { id: row.user_id, username: row.username };
    return { type: 'message', place, about, message: { id, channel, content }, server_id: place.channel.server_id };
  }
  const name = (params.username ?? '').replace(/^@/, '');
  const about = await findUserByName(db, name);
  if (about === undefined) return new Refusal('not_found', `There is no user ${name}.`);
  if (params.server === undefined) return { type: 'user', about, message: null, server_id: null };
  const server = await findServerPlace(db, params.server, login.user.id);
  if (server.me !== null && !(await findStandings(db, params.server, [about.id])).has(about.id))
    return new Refusal(
      'not_found',
      `@${about.username} is not in that server; leave it out to report them to the host.`,
    );
  return { type: 'member', server, about, message: null, server_id: params.server };
}

/** Whether anybody in the server may handle what is about this user: where only they could themselves, the host has to. */
async function isHandled({ db }: Context, server: ServerId | null, about: UserId): Promise<boolean> {
  return server !== null && (await handlersOf(db, server)).some(({ user }) => user !== about);
}
