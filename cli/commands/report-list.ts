// `report list`: what waits to be looked at, in a server or on the host.
import { protocolLimits } from '../../common/limits.ts';
import type { ReportId, ServerId } from '../../common/ids.ts';
import type { Report } from '../../common/moderation.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { defineCommand, UsageError, type Row } from './command.ts';
import { localTimeWithZone } from './local-time.ts';
import { serverOf } from './moderated-place.ts';
import { ifEmpty } from './effect.ts';

const statuses = ['open', 'resolved', 'dismissed'] as const;
type Status = (typeof statuses)[number];

export const reportList = defineCommand({
  path: 'report list',
  slash: 'report list',
  needs: 'login',
  summary: 'List the reports of a server, or of the host, the oldest first.',
  details: `With --json each report has its id, which \`devchat report resolve\` and \`dismiss\` take.`,
  example: 'devchat report list',
  positionals: { server: { help: 'the name of a server; without it the host', required: false } },
  options: { status: { type: 'text', value: 'STATUS', help: `${statuses.join(', ')} (open)` } },
  async run({ caller }, { server: name, status = 'open' }) {
    const chosen = statuses.find((one) => one === status);
    if (chosen === undefined)
      return new UsageError(`A report is ${statuses.join(', ')}; "${status}" is none of these.`);
    const server = await serverOf(caller, name);
    if (isFailure(server) || server instanceof UsageError) return server;
    const reports = await reportsOf(caller, { ...server, status: chosen });
    if (isFailure(reports)) return reports;
    const rows = reports.map(reportRow);
    return {
      rows,
      effects: ifEmpty(rows, chosen === 'open' ? 'No report waits to be looked at.' : `No report is ${chosen}.`),
    };
  },
});

export async function reportsOf(
  caller: Caller,
  queue: { readonly server?: ServerId; readonly status: Status },
): Promise<Report[] | Failure> {
  const reports: Report[] = [];
  for (;;) {
    const after: ReportId | undefined = reports.at(-1)?.id;
    const limit = protocolLimits.pageMaxReports;
    const page = await caller.call('report.list', { ...queue, limit, ...(after === undefined ? {} : { after }) });
    if (isFailure(page)) return page;
    reports.push(...page.reports);
    if (!page.has_more || page.reports.length === 0) return reports;
  }
}

function reportRow(report: Report): Row {
  const { id, created_at, user, reporter, reason, content, note } = report;
  const by = reporter === null ? '' : `, says @${reporter.username}`;
  return {
    lines: [
      `${id}  ${localTimeWithZone(created_at)}  @${user.username}: ${reason}${by}`,
      ...content
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => `  ${line}`),
      ...(note === '' ? [] : [`  ${report.status}: ${note}`]),
    ],
    json: {
      ...report,
      user: user.username,
      reporter: reporter?.username ?? null,
      handled_by: report.handled_by?.username ?? null,
    },
  };
}
