// `server show`: a server with its channels.
import type { JoinedChannel } from '../../common/model.ts';
import type { JoinedServer } from '../../common/places.ts';
import { isFailure } from '../net/caller.ts';
import { columns } from './columns.ts';
import { defineCommand } from './command.ts';
import { findServer, serverPositional } from './server-lookup.ts';
import { serverJson, titleOf } from './server-row.ts';

export const serverShow = defineCommand({
  path: 'server show',
  slash: 'server show',
  needs: 'login',
  summary: 'Show a server and the channels that you see in it.',
  example: 'devchat server show work',
  positionals: { server: serverPositional },
  options: {},
  async run({ caller }, { server: target }) {
    const server = await findServer(caller, target);
    if (isFailure(server)) return server;
    const state = await caller.call('state.get', {});
    if (isFailure(state)) return state;
    const channels = inPlace(server, state.channels);
    const { id, description, listed, me, permissions } = server;
    const facts = [
      ['id', id],
      ['about', description],
      ['in the directory', listed ? 'yes' : 'no'],
      ['your nickname', me.nickname],
      ['you may', permissions.join(', ')],
    ].filter(([, value]) => value !== '');
    const lines = [titleOf(server), ...columns(facts), ...channels.flatMap((group) => groupLines(group))];
    const json = {
      ...serverJson(server),
      categories: server.categories,
      channels: channels.flatMap((group) => group.channels.map((channel) => channelJson(channel))),
    };
    return { rows: [{ lines, json }], effects: [] };
  },
});

interface Group {
  readonly name: string;
  readonly channels: readonly JoinedChannel[];
}

/** The channels as they stand: those without a category, then those of each. */
function inPlace(server: JoinedServer, all: readonly JoinedChannel[]): Group[] {
  const own = all.filter((channel) => channel.server_id === server.id).toSorted((a, b) => a.position - b.position);
  return [{ id: null, name: '' }, ...server.categories].map(({ id, name }) => ({
    name,
    channels: own.filter((channel) => channel.category_id === id),
  }));
}

function groupLines({ name, channels }: Group): string[] {
  const cells = channels.map((channel) => [
    `  #${channel.name}`,
    channel.type === 'voice' ? 'voice' : '',
    channel.archived ? 'archived' : '',
    channel.topic,
  ]);
  return [...(name === '' ? [] : [`${name}:`]), ...columns(cells)];
}

function channelJson({ id, name, topic, type, category_id, position, archived, slow_mode_s }: JoinedChannel) {
  return { id, name, topic, type, category_id, position, archived, slow_mode_s };
}
