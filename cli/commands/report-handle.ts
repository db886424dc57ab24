// `report resolve` and `report dismiss`: close a report, with what was done or why nothing was.
import type { ReportId } from '../../common/ids.ts';
import { isUuid } from '../../common/uuid.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { confirmed, yes } from './confirm.ts';
import { defineCommand, UsageError, type Outcome } from './command.ts';
import { notice } from './effect.ts';

const reportPositional = { help: 'the id that `devchat report list` shows', required: true } as const;
const notePositional = {
  help: 'a note for the others who look after the place',
  required: false,
  takes: 'rest',
} as const;

export const reportResolve = defineCommand({
  path: 'report resolve',
  slash: 'report resolve',
  needs: 'login',
  summary: 'Close a report because something was done.',
  details: 'With --delete-message the reported message is deleted for everybody; it asks first, unless --yes is given.',
  example: 'devchat report resolve 0198c0de-7c1a-7000-8000-1234567890ab --delete-message spam',
  positionals: { id: reportPositional, note: notePositional },
  options: {
    'delete-message': { type: 'flag', help: 'delete the reported message' },
    yes,
  },
  async run(context, { id, note, 'delete-message': deletes, yes: isYes }) {
    const no = await confirmed(context, isYes || !deletes, 'Delete the reported message for everybody?');
    if (no !== undefined) return no;
    const action = deletes ? 'delete_message' : 'none';
    return await handle(context.caller, { id, outcome: 'resolved', note: note ?? '', action });
  },
});

export const reportDismiss = defineCommand({
  path: 'report dismiss',
  slash: 'report dismiss',
  needs: 'login',
  summary: 'Close a report because nothing needs to be done.',
  example: 'devchat report dismiss 0198c0de-7c1a-7000-8000-1234567890ab it was a joke',
  positionals: { id: reportPositional, note: notePositional },
  options: {},
  async run({ caller }, { id, note }) {
    return await handle(caller, { id, outcome: 'dismissed', note: note ?? '', action: 'none' });
  },
});

interface Handling {
  readonly id: string;
  readonly outcome: 'resolved' | 'dismissed';
  readonly note: string;
  readonly action: 'none' | 'delete_message';
}

async function handle(caller: Caller, { id, ...rest }: Handling): Promise<Outcome | Failure | UsageError> {
  if (!isUuid<ReportId>(id))
    return new UsageError(`"${id}" is not the id of a report; \`devchat report list\` shows them.`);
  const done = await caller.call('report.handle', { id, ...rest });
  return isFailure(done) ? done : { rows: [], effects: [notice(`The report is ${done.status}.`)] };
}
