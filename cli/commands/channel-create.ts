// `channel create`: make a room, or a channel of a server.
import type { ChannelId } from '../../common/ids.ts';
import type { Params } from '../../common/requests.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { channelRow } from './channel-row.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { findCategory, findServer } from './server-lookup.ts';

export const channelCreate = defineCommand({
  path: 'channel create',
  slash: 'create',
  needs: 'login',
  summary: 'Make a room, or a channel of a server, and be in it.',
  details: 'In a server it takes the permission manage_channels.',
  example: "devchat channel create 'work/#deploys' --category Projects",
  positionals: {
    room: { help: 'its name, like #deploys, or server/#deploys', required: true },
    topic: { help: 'what it is about', required: false, takes: 'rest' },
  },
  options: {
    category: { type: 'text', value: 'NAME', help: 'where it stands in the server' },
    private: { type: 'flag', help: 'only you see it, besides administrators and those whom overrides let in' },
    'read-only': { type: 'flag', help: 'only you write in it, besides administrators and those whom overrides let' },
    voice: { type: 'flag', help: 'it is for talking' },
  },
  async run({ caller, here }, { room, topic = '', category, private: isPrivate, 'read-only': read_only, voice }) {
    const at = room.lastIndexOf('/');
    if (/^[^#/]+$/.test(room) && /^[^#]*\/#/.test(topic))
      return new UsageError(`A name with spaces stands in quotes, like "${room} ${topic.split('#')[0]}#name".`);
    const name = room.slice(at + 1).replace(/^#/, '');
    const own = { name, topic, type: voice ? ('voice' as const) : ('text' as const) };
    if (at === -1 && (category !== undefined || isPrivate || read_only))
      return new UsageError(
        'A room is open to everybody and in no category; for a channel of a server write server/#name.',
      );
    const place = at === -1 ? {} : await placeIn(caller, room.slice(0, at), category);
    if (isFailure(place)) return place;
    const channel = await caller.call('channel.create', { ...own, ...place, private: isPrivate, read_only });
    if (isFailure(channel)) return channel;
    const title = `${room.slice(0, at + 1)}#${channel.name}`;
    const said = at === -1 ? await roomWords(caller, here, title) : `You made ${title}.`;
    return { rows: [channelRow(channel)], effects: [{ type: 'open', channel }, notice(said)] };
  },
});

/** Somebody who looks at a server may have meant a channel of it. */
async function roomWords(caller: Caller, here: ChannelId | null, title: string): Promise<string> {
  const open = here === null ? null : await caller.call('channel.resolve', { target: here });
  const target = open === null || isFailure(open) ? null : open.server_id;
  const server = target === null ? null : await caller.call('server.resolve', { target });
  if (server === null || isFailure(server)) return `You made ${title}.`;
  const path = `${server.name}/${title}`;
  const meant = !/\s/.test(path) ? path : path.includes('"') ? `'${path}'` : `"${path}"`;
  return `You made ${title}, a room of the whole host, open to everybody; a channel of ${server.name} is made with /create ${meant}.`;
}

async function placeIn(
  caller: Caller,
  target: string,
  category: string | undefined,
): Promise<Pick<Params<'channel.create'>, 'server' | 'category'> | Failure> {
  const server = await findServer(caller, target);
  if (isFailure(server) || category === undefined) return isFailure(server) ? server : { server: server.id };
  const found = findCategory(server, category);
  return isFailure(found) ? found : { server: server.id, category: found.id };
}
