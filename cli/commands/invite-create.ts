// `invite create`: a code that lets people into a server.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { protocolLimits } from '../../common/limits.ts';
import { readDuration } from './duration.ts';
import { notice } from './effect.ts';
import { findServer, serverPositional } from './server-lookup.ts';
import { minute } from './server-row.ts';
import { said } from './said.ts';

export const inviteCreate = defineCommand({
  path: 'invite create',
  slash: 'invite create',
  needs: 'login',
  summary: 'Make an invite into a server and print its code.',
  details: 'Whoever holds the code may come in, with `devchat invite accept`, until it ends, is used up or is revoked.',
  example: 'devchat invite create work --uses 10 --expires 24h',
  positionals: { server: serverPositional },
  options: {
    expires: { type: 'text', value: 'TIME', help: 'how long it works, like 30m, 24h, 7d or never; without it 7d' },
    uses: { type: 'text', value: 'N', help: 'how many people it lets in; without it any number' },
  },
  async run({ caller, form }, { server: target, expires = '7d', uses }) {
    const maxDays = protocolLimits.inviteLifetimeMaxS / 86_400;
    const lifetime = expires === 'never' ? undefined : readDuration(expires, { maxDays });
    if (lifetime instanceof UsageError) return lifetime;
    if (uses !== undefined && !/^\d{1,6}$/.test(uses)) return new UsageError(`--uses takes a number, not "${uses}".`);
    const server = await findServer(caller, target);
    if (isFailure(server)) return server;
    const invite = await caller.call('invite.create', {
      server: server.id,
      expires_in_s: lifetime,
      max_uses: uses === undefined ? undefined : Number(uses),
    });
    if (isFailure(invite)) return invite;
    const ends = invite.expires_at === null ? 'until it is revoked' : `until ${minute(invite.expires_at)}`;
    return {
      rows: [{ lines: [invite.code], json: { ...invite, created_by: invite.created_by?.username ?? null } }],
      effects: [
        notice(`It lets people into ${server.name} ${ends}: ${said({ form }, `invite accept ${invite.code}`)}`),
      ],
    };
  },
});
