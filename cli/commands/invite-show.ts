// `invite show`: where an invite leads.
import { isFailure } from '../net/caller.ts';
import { columns } from './columns.ts';
import { defineCommand } from './command.ts';
import { memberCount, minute, titleOf } from './server-row.ts';

export const inviteShow = defineCommand({
  path: 'invite show',
  slash: 'invite show',
  needs: 'login',
  summary: 'Show where an invite leads, without using it.',
  example: 'devchat invite show 0A1B2-C3D4E-F5G6H-J7K8M',
  positionals: { code: { help: 'its code', required: true } },
  options: {},
  async run({ caller }, { code }) {
    const invite = await caller.call('invite.show', { code });
    if (isFailure(invite)) return invite;
    const { server, created_by: by, expires_at: ends } = invite;
    const facts = [
      ['about', server.description],
      ['members', memberCount(server)],
      ['invited by', by === null ? '' : `@${by.username}`],
      ['works until', ends === null ? '' : minute(ends)],
      ['you', server.joined ? 'are in it' : ''],
    ].filter(([, value]) => value !== '');
    const { id, name, icon, description, member_count, joined } = server;
    const json = {
      code: invite.code,
      server: { id, name, icon, description, member_count, joined },
      created_by: by?.username ?? null,
      expires_at: ends,
    };
    return { rows: [{ lines: [titleOf(server), ...columns(facts)], json }], effects: [] };
  },
});
