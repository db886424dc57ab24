// `audit list`: what was done to whom, by whom, in a server or on the host.
import { protocolLimits } from '../../common/limits.ts';
import type { ServerId } from '../../common/ids.ts';
import type { AuditEntry } from '../../common/moderation.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { defineCommand, UsageError, type Row } from './command.ts';
import { localTime } from './local-time.ts';
import { serverOf } from './moderated-place.ts';
import { withoutAt } from './target.ts';
import { ifEmpty } from './effect.ts';

export const auditList = defineCommand({
  path: 'audit list',
  slash: 'audit list',
  needs: 'login',
  summary: 'List what was done to whom in a server, or on the host, the newest first.',
  example: 'devchat audit list "My team" --actor @grace -n 100',
  positionals: { server: { help: 'the name of a server; without it the host and its rooms', required: false } },
  options: {
    lines: { type: 'count', short: 'n', value: 'N', help: 'how many entries', min: 1, max: 10_000, initially: 50 },
    actor: { type: 'text', value: 'USER', help: 'only what this user did' },
    action: { type: 'text', value: 'ACTION', help: 'only this, like member.ban' },
    target: { type: 'text', value: 'NAME', help: 'only what was done to this name or id' },
  },
  async run({ caller }, { server: name, lines, actor, action, target }) {
    const server = await serverOf(caller, name);
    if (isFailure(server) || server instanceof UsageError) return server;
    const filter = {
      ...(actor === undefined ? {} : { actor: withoutAt(actor) }),
      ...(action === undefined ? {} : { action }),
      ...(target === undefined ? {} : { target: withoutAt(target) }),
    };
    const entries = await entriesOf(caller, { ...server, ...filter }, lines);
    if (isFailure(entries)) return entries;
    const rows = entries.map(entryRow);
    return { rows, effects: ifEmpty(rows, 'Nothing is in the log that matches.') };
  },
});

export interface LogFilter {
  readonly server?: ServerId;
  readonly actor?: string;
  readonly action?: string;
  readonly target?: string;
}

/** The newest first, at most `most`. */
export async function entriesOf(caller: Caller, filter: LogFilter, most: number): Promise<AuditEntry[] | Failure> {
  const entries: AuditEntry[] = [];
  for (;;) {
    const before = entries.at(-1)?.n;
    const limit = Math.min(most - entries.length, protocolLimits.pageMaxAudit);
    const page = await caller.call('audit.list', { ...filter, limit, ...(before === undefined ? {} : { before }) });
    if (isFailure(page)) return page;
    entries.push(...page.entries);
    if (!page.has_more || page.entries.length === 0 || entries.length >= most) return entries;
  }
}

function entryRow(entry: AuditEntry): Row {
  return {
    lines: [
      entryCells(entry)
        .filter((cell) => cell !== '')
        .join('  '),
    ],
    json: { ...entry },
  };
}

/** When, who, what, to whom, how it was and is, and why. */
export function entryCells({ at, actor, action, target, before, after, reason }: AuditEntry): string[] {
  const mark = target.type === 'user' ? '@' : '';
  const what = [before === null ? '' : JSON.stringify(before), after === null ? '' : JSON.stringify(after)];
  const values = what.filter((text) => text !== '').join(' > ');
  // Of what the reader does not see there is no name.
  const name = target.name === '' ? target.type : `${mark}${target.name}`;
  return [localTime(at), `@${actor.username}`, action, name, values, reason];
}
