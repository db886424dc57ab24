// `report`: say that a message or somebody is not as they should be.
import type { MessageId } from '../../common/ids.ts';
import { isUuid } from '../../common/uuid.ts';
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { serverOf } from './moderated-place.ts';
import { withoutAt } from './target.ts';

export const report = defineCommand({
  path: 'report',
  slash: 'report',
  needs: 'login',
  summary: 'Report a message or somebody to those who look after the place.',
  details:
    'A report of a message in a server goes to those who manage messages there, with a copy of it; any other, and with --to-host also that one, goes to the moderators of the host.',
  example: 'devchat report @mallory sends the same advertisement to everybody',
  positionals: {
    what: { help: 'the id of a message, or a user, like @grace', required: true, completes: 'user' },
    reason: { help: 'what is wrong, in one line', required: true, takes: 'rest' },
  },
  options: {
    server: { type: 'text', value: 'NAME', help: 'report @user to this server instead of the host' },
    'to-host': { type: 'flag', help: 'to the moderators of the host, also where it is in a server' },
  },
  async run({ caller }, { what, reason, server: name, 'to-host': to_host }) {
    const isMessage = isUuid<MessageId>(what);
    const server = await serverOf(caller, name);
    if (isFailure(server) || server instanceof UsageError) return server;
    const subject = isMessage ? { message: what } : { username: withoutAt(what), ...server };
    const done = await caller.call('report.create', { ...subject, reason, to_host });
    if (isFailure(done)) return done;
    const who = done.server === null ? 'the moderators of the host' : 'those who look after the server';
    return { rows: [{ lines: [], json: { ...done } }], effects: [notice(`Thank you: ${who} will look at it.`)] };
  },
});
