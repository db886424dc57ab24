// `server list`: the servers that one is in.
import { isFailure } from '../net/caller.ts';
import { columns } from './columns.ts';
import { defineCommand } from './command.ts';
import { serverJson, titleOf } from './server-row.ts';
import { ifEmpty } from './effect.ts';
import { said } from './said.ts';

export const serverList = defineCommand({
  path: 'server list',
  slash: 'server list',
  needs: 'login',
  summary: 'List the servers that you are in.',
  example: 'devchat server list',
  positionals: {},
  options: {},
  async run({ caller, form }) {
    const state = await caller.call('state.get', {});
    if (isFailure(state)) return state;
    const texts = columns(
      state.servers.map((server) => [
        titleOf(server),
        server.owner === state.me.id ? 'yours' : '',
        server.listed ? 'listed' : '',
        server.description,
      ]),
    );
    return {
      rows: state.servers.map((server, i) => ({ lines: [texts[i] ?? ''], json: serverJson(server) })),
      effects: ifEmpty(
        state.servers,
        `You are in no server: ${said({ form }, 'server directory')} lists those that are open, ${said({ form }, 'server create')} makes one.`,
      ),
    };
  },
});
