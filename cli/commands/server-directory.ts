// `server directory`: the public servers of the host.
import { protocolLimits } from '../../common/limits.ts';
import type { ListedServer } from '../../common/places.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { listedRows } from './server-row.ts';
import { ifEmpty } from './effect.ts';

export const serverDirectory = defineCommand({
  path: 'server directory',
  slash: 'server directory',
  needs: 'login',
  summary: 'List the public servers of this host.',
  details: 'A server is listed when those who manage it choose so; `devchat server join` joins it without an invite.',
  example: 'devchat server directory rust',
  positionals: {
    query: { help: 'only those whose name or description contains this', required: false, takes: 'rest' },
  },
  options: {},
  async run({ caller }, { query }) {
    const servers = await listedServers(caller, query ?? '');
    if (isFailure(servers)) return servers;
    const rows = listedRows(servers);
    return { rows, effects: ifEmpty(rows, 'No server is listed that matches; its owner lists it, or invites you.') };
  },
});

export async function listedServers(caller: Caller, query: string, most = Infinity): Promise<ListedServer[] | Failure> {
  const servers: ListedServer[] = [];
  for (;;) {
    const limit = Math.min(protocolLimits.pageMaxServers, most - servers.length);
    const last = servers.at(-1);
    const page = await caller.call('server.directory', {
      query,
      limit,
      ...(last === undefined ? {} : { after: last.id }),
    });
    if (isFailure(page)) return page;
    servers.push(...page.servers);
    if (!page.has_more || page.servers.length === 0 || servers.length >= most) return servers;
  }
}
