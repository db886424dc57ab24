// `admin stats`: how much the host is used.
import { isFailure } from '../net/caller.ts';
import { columns } from './columns.ts';
import { defineCommand } from './command.ts';

export const adminStats = defineCommand({
  path: 'admin stats',
  slash: 'admin stats',
  needs: 'login',
  summary: 'Show how much this host is used: users, rooms, messages of each day, and who is on which node.',
  example: 'devchat admin stats --json',
  positionals: {},
  options: {},
  async run({ caller }) {
    const found = await caller.call('admin.statistics', {});
    if (isFailure(found)) return found;
    const { messages, nodes, ...counts } = found;
    const first = messages.findIndex((day) => day.messages > 0);
    const busy = first === -1 ? [] : messages.slice(first);
    const began = messages[0]?.day;
    const lines = columns([
      ...Object.entries(counts).map(([name, count]) => [name.replaceAll('_', ' '), String(count)]),
      ...nodes.map(({ node, users }) => [`users on node ${node.slice(0, 8)}`, String(users)]),
      ...(first === 0 || began === undefined
        ? []
        : [[`messages since ${began}`, busy.length === 0 ? 'none' : `none before ${busy[0]?.day}`]]),
      ...busy.map(({ day, messages: count }) => [`messages on ${day}`, String(count)]),
    ]);
    return { rows: [{ lines, json: { ...found } }], effects: [] };
  },
});
