// `/audit`: what was done to whom, by whom.
import type { AuditEntry } from '../../../common/moderation.ts';
import { entriesOf, entryCells } from '../../commands/audit-list.ts';
import { isFailure } from '../../net/caller.ts';
import { definePanel, run } from '../model/panel.ts';
import { queueOf } from './queue-of.ts';

/** What a person looks through; `devchat audit list` goes further back. */
const entriesMax = 200;

/** The day and the minute: the year is read with the chosen row. */
const shortTime = (at: string) => at.slice(5);

export const audit = definePanel<AuditEntry>({
  word: 'audit',
  title: 'Audit log',
  summary: 'See what was done to whom in a server, or on the host.',
  about: {
    name: 'server',
    positional: {
      help: 'the name of a server, or "host"; without it where you are',
      required: false,
      takes: 'rest',
    },
  },
  empty: 'Nothing is in the log.',
  async load(context, subject) {
    const queue = await queueOf(context, subject);
    if (isFailure(queue)) return queue;
    const found = await entriesOf(context.caller, queue, entriesMax);
    if (isFailure(found)) return found;
    const rows = found.map((entry) => {
      const [at = '', actor = '', action = '', target = '', values = '', reason = ''] = entryCells(entry);
      const detail = [at, values, reason === '' ? '' : `why: ${reason}`].filter((line) => line !== '');
      return { id: String(entry.n), cells: [shortTime(at), action, target, actor], detail, item: entry };
    });
    const title = 'server' in queue ? 'Audit log of the server' : 'Audit log of the host';
    return { title, sections: [{ rows }] };
  },
  panelActions: [
    {
      key: 'v',
      label: 'check that nothing was changed',
      does: (subject) =>
        subject === null || subject.id === 'host' ? run('audit', 'verify') : run('audit', 'verify', subject.id),
    },
  ],
});
