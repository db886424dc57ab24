// `info`: versions, paths and where the login comes from, for bug reports and for finding files.
import { isFailure } from '../net/caller.ts';
import { columns } from './columns.ts';
import { defineCommand } from './command.ts';

export const info = defineCommand({
  path: 'info',
  slash: 'info',
  needs: 'nothing',
  summary: 'Show versions, paths, and which host and login are used.',
  example: 'devchat info --json',
  positionals: {},
  options: {},
  async run({ caller, about }) {
    const host = await caller.call('host.info', {});
    const seen = isFailure(host) ? host.message : `${host.name}, devchat ${host.version}, ${host.protocol}`;
    const lines = columns([
      ['version', about.version],
      ['node', about.node],
      ['url', about.url],
      ['host', seen],
      ['profile', about.profile],
      ['login', about.login],
      ...Object.entries(about.paths),
    ]);
    const { version, node, url, profile, login, paths } = about;
    const json = { version, node, url, host: isFailure(host) ? null : host, profile, login, paths };
    return { rows: [{ lines, json }], effects: [] };
  },
});
