// `channel move`: put a channel of a server somewhere else.
import { Refusal } from '../../common/errors.ts';
import type { CategoryId } from '../../common/ids.ts';
import { isFailure, type Caller, type Failure } from '../net/caller.ts';
import { channelChange } from './channel-change.ts';
import { defineCommand, UsageError } from './command.ts';
import { findCategory } from './server-lookup.ts';
import { channelPositional, roomTarget } from './target.ts';

export const channelMove = defineCommand({
  path: 'channel move',
  slash: 'channel move',
  needs: 'login',
  summary: 'Put a channel of a server before another one, or at the end of a category.',
  example: "devchat channel move 'work/#deploys' --before 'work/#general'",
  positionals: { channel: channelPositional },
  options: {
    before: { type: 'text', value: 'CHANNEL', help: 'the channel to stand before' },
    category: {
      type: 'text',
      value: 'NAME',
      help: 'the category at whose end it stands; none for those above all categories',
    },
  },
  async run(context, { channel, before, category }) {
    const { caller } = context;
    if ((before === undefined) === (category === undefined))
      return new UsageError('Say where it is to stand: with --before CHANNEL, or with --category NAME.');
    if (before !== undefined) {
      const next = await caller.call('channel.resolve', { target: roomTarget(before) });
      if (isFailure(next)) return next;
      const done = await channelChange(context, channel, { before: next.id });
      return isFailure(done) ? done : done(`stands before #${next.name} now`);
    }
    const id = await categoryFor(context.caller, channel, category ?? 'none');
    if (isFailure(id)) return id;
    const done = await channelChange(context, channel, { category: id, before: null });
    return isFailure(done) ? done : done(id === null ? 'is in no category now' : `is in ${category} now`);
  },
});

async function categoryFor(caller: Caller, target: string, name: string): Promise<CategoryId | null | Failure> {
  if (name === 'none') return null;
  const channel = await caller.call('channel.resolve', { target: roomTarget(target) });
  if (isFailure(channel)) return channel;
  if (channel.server_id === null) return new Refusal('bad_request', 'A room is in no server, and so in no category.');
  const server = await caller.call('server.get', { server: channel.server_id });
  if (isFailure(server)) return server;
  const found = findCategory(server, name);
  return isFailure(found) ? found : found.id;
}
