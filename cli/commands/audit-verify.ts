// `audit verify` and `admin audit verify`: whether a log is as it was written.
import type { ServerId } from '../../common/ids.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { defineCommand, UsageError, type Outcome } from './command.ts';
import { Refusal } from '../../common/errors.ts';
import { serverOf } from './moderated-place.ts';

const details =
  'Every entry has a hash over itself and the hash before it. They are computed anew; what was changed, deleted, exchanged or cut off is found, and the command ends with 1. Keep the hash that it prints somewhere else: a log that still has an entry with that hash has not been written anew since.';

export const auditVerify = defineCommand({
  path: 'audit verify',
  slash: 'audit verify',
  needs: 'login',
  summary: 'Check that the audit log of a server, or of the host, is as it was written.',
  details,
  example: 'devchat audit verify "My team"',
  positionals: { server: { help: 'the name of a server; without it the host', required: false } },
  options: {},
  async run({ caller }, { server: name }) {
    const server = await serverOf(caller, name);
    if (isFailure(server) || server instanceof UsageError) return server;
    return await verify(caller, server);
  },
});

export const adminAuditVerify = defineCommand({
  path: 'admin audit verify',
  slash: null,
  needs: 'login',
  summary: 'Check that the audit log of the host is as it was written.',
  details,
  example: 'devchat admin audit verify',
  positionals: {},
  options: {},
  run: async ({ caller }) => await verify(caller, {}),
});

async function verify(caller: Caller, scope: { readonly server?: ServerId }): Promise<Outcome | Failure> {
  const done = await caller.call('audit.verify', scope);
  if (isFailure(done)) return done;
  const { ok, entries, head, wrong } = done;
  const line = wrong === null ? `OK  ${entries} entries  ${head}` : `WRONG  entry ${wrong.n}: ${wrong.why}`;
  const row = { lines: [line], json: { ok, entries, head, wrong } };
  if (wrong === null) return { rows: [row], effects: [] };
  const failure = new Refusal('conflict', 'The audit log is not as it was written; keep a copy of the database.');
  return { rows: [row], effects: [], failure };
}
