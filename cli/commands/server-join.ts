// `server join`: be in a public server from now on.
import { Refusal } from '../../common/errors.ts';
import type { ServerId } from '../../common/ids.ts';
import { isUuid } from '../../common/uuid.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { listedServers } from './server-directory.ts';
import { serverRow } from './server-row.ts';

export const serverJoin = defineCommand({
  path: 'server join',
  slash: 'server join',
  needs: 'login',
  summary: 'Join a public server.',
  details: 'For any other server you need an invite: `devchat invite accept CODE`.',
  example: 'devchat server join rustaceans',
  positionals: { server: { help: 'its name in the directory, or its id', required: true, takes: 'rest' } },
  options: {},
  async run({ caller, form }, { server: target }) {
    const id = isUuid<ServerId>(target) ? target : await findListed(caller, target);
    if (isFailure(id)) return id;
    const server = await caller.call('server.join', { server: id });
    if (isFailure(server)) return server;
    return { rows: [serverRow(form, server)], effects: [notice(`You are in ${server.name}.`)] };
  },
});

async function findListed(caller: Caller, name: string): Promise<ServerId | Failure> {
  const servers = await listedServers(caller, name);
  if (isFailure(servers)) return servers;
  const found = servers.filter((server) => server.name.toLowerCase() === name.toLowerCase());
  const [first, second] = found;
  if (first === undefined)
    return new Refusal(
      'not_found',
      `There is no public server "${name}"; \`devchat server directory\` lists those that there are.`,
    );
  if (second === undefined) return first.id;
  const ids = found.map(({ id }) => id).join(', ');
  return new Refusal('bad_request', `Several are called "${name}"; write the id instead: ${ids}.`);
}
