// `/reports`: what waits to be looked at.
import type { Report } from '../../../common/moderation.ts';
import { localTime } from '../../commands/local-time.ts';
import { reportsOf } from '../../commands/report-list.ts';
import { isFailure } from '../../net/caller.ts';
import { definePanel, run } from '../model/panel.ts';
import { queueOf } from './queue-of.ts';

export const reports = definePanel<Report>({
  word: 'reports',
  title: 'Reports',
  summary: 'See what was reported to a server, or to the host, and handle it.',
  about: {
    name: 'server',
    positional: {
      help: 'the name of a server, or "host"; without it where you are',
      required: false,
      takes: 'rest',
    },
  },
  empty: 'No report is open.',
  on: ['report.queue'],
  async load(context, subject) {
    const queue = await queueOf(context, subject);
    if (isFailure(queue)) return queue;
    const found = await reportsOf(context.caller, { ...queue, status: 'open' });
    if (isFailure(found)) return found;
    const rows = found.map((report) => ({
      id: report.id,
      cells: [`@${report.user.username}`, report.reason, localTime(report.created_at)],
      detail: [
        ...report.content.split('\n').filter((line) => line !== ''),
        ...(report.reporter === null ? [] : [`reported by @${report.reporter.username}`]),
      ],
      item: report,
    }));
    return { title: 'server' in queue ? 'Reports of the server' : 'Reports of the host', sections: [{ rows }] };
  },
  rowActions: [
    {
      key: 'x',
      label: 'delete the message',
      when: ({ message }) => message !== null,
      confirm: ({ user }) => `Delete what @${user.username} wrote, for everybody?`,
      does: ({ id }) => run('report', 'resolve', '--delete-message', '--yes', id),
    },
    {
      key: 'o',
      label: 'resolved',
      asks: [{ label: 'What was done?', optional: true }],
      does: ({ id }, [note = '']) => run('report', 'resolve', '--', id, ...(note === '' ? [] : [note])),
    },
    {
      key: 'n',
      label: 'dismiss',
      asks: [{ label: 'Why is it nothing?', optional: true }],
      does: ({ id }, [note = '']) => run('report', 'dismiss', '--', id, ...(note === '' ? [] : [note])),
    },
  ],
});
