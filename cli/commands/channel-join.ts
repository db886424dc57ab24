// `channel join`: be in a room from now on.
import { Refusal } from '../../common/errors.ts';
import type { ChannelId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { channelRow } from './channel-row.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { isId } from './target.ts';

export const channelJoin = defineCommand({
  path: 'channel join',
  slash: 'join',
  needs: 'login',
  summary: 'Join a room.',
  example: "devchat channel join '#general'",
  positionals: { room: { help: 'the room, like #general, or its id', required: true, completes: 'channel' } },
  options: {},
  async run({ caller, form }, { room }) {
    const id = isId(room) ? room : await findRoom(caller, room.replace(/^#/, ''));
    if (id === null) {
      const list = form === 'shell' ? '`devchat channel list`' : '/rooms';
      return new Refusal('not_found', `There is no room ${room}; ${list} shows those that there are.`);
    }
    if (isFailure(id)) return id;
    const channel = await caller.call('channel.join', { channel: id });
    if (isFailure(channel)) return channel;
    return {
      rows: [channelRow(channel)],
      effects: [{ type: 'open', channel }, notice(`You are in #${channel.name}.`)],
    };
  },
});

/** The directory knows rooms that one is not in; `channel.resolve` only answers for those that one may read. */
async function findRoom(caller: Caller, name: string): Promise<ChannelId | Failure | null> {
  let after = '';
  for (;;) {
    const page = await caller.call('channel.list', { query: name, after, limit: protocolLimits.pageMaxChannels });
    if (isFailure(page)) return page;
    const found = page.channels.find((channel) => channel.name === name);
    if (found !== undefined) return found.id;
    const last = page.channels.at(-1);
    if (!page.has_more || last === undefined) break;
    after = last.name;
  }
  return null;
}
