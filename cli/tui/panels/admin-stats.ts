// `/admin-stats`: how much the host is used.
import { isFailure } from '../../net/caller.ts';
import { definePanel } from '../model/panel.ts';

export const adminStats = definePanel<string>({
  word: 'admin-stats',
  title: 'How much this host is used',
  summary: 'See how many people use this host, and how many messages each day brings.',
  empty: 'Nothing is known.',
  async load({ caller }) {
    const found = await caller.call('admin.statistics', {});
    if (isFailure(found)) return found;
    const { messages, nodes, ...counts } = found;
    const most = Math.max(1, ...messages.map((one) => one.messages));
    const figure = (name: string, ...cells: string[]) => ({ id: name, cells: [name, ...cells], item: name });
    return {
      sections: [
        { rows: Object.entries(counts).map(([name, count]) => figure(name.replaceAll('_', ' '), String(count))) },
        {
          title: 'Connected, by node',
          rows: nodes.map(({ node, users }) => figure(node.slice(0, 8), String(users))),
        },
        {
          title: 'Messages, by day in UTC',
          rows: messages.map(({ day, messages: count }) =>
            figure(day, String(count), '\u2587'.repeat(Math.ceil((count / most) * 30))),
          ),
        },
      ],
    };
  },
});
