// `/servers`: the servers that one is in, and what can be done with each.
import type { JoinedServer } from '../../../common/places.ts';
import { titleOf } from '../../commands/server-row.ts';
import { isFailure } from '../../net/caller.ts';
import { definePanel, go, open, run } from '../model/panel.ts';

interface Mine {
  readonly server: JoinedServer;
  readonly isOwner: boolean;
}

const subjectOf = ({ server: { id, name } }: Mine) => ({ id, name });

export const servers = definePanel<Mine>({
  word: 'servers',
  title: 'Your servers',
  summary: 'See the servers that you are in; invite people, leave or delete them.',
  empty: 'You are in no server. n makes one, a takes an invite.',
  on: ['server.joined', 'server.left', 'server.updated'],
  async load({ caller, me }) {
    const state = await caller.call('state.get', {});
    if (isFailure(state)) return state;
    const rows = state.servers.map((server) => ({
      id: server.id,
      cells: [titleOf(server), server.owner === me ? 'yours' : '', server.listed ? 'listed' : '', server.description],
      item: { server, isOwner: server.owner === me },
    }));
    return { sections: [{ rows }] };
  },
  rowActions: [
    { key: 'o', label: 'go there', does: ({ server }) => go(server.id) },
    { key: 'm', label: 'members', does: (mine) => open('people', subjectOf(mine)) },
    {
      key: 'i',
      label: 'invites',
      when: ({ server }) => server.permissions.includes('invite'),
      does: (mine) => open('invites', subjectOf(mine)),
    },
    {
      key: 'e',
      label: 'rename',
      when: ({ server }) => server.permissions.includes('manage_server'),
      asks: [{ label: 'Its new name:' }],
      does: ({ server }, [name = '']) => run('server', 'edit', server.id, `--name=${name}`),
    },
    {
      key: 'x',
      label: 'leave',
      when: ({ isOwner }) => !isOwner,
      confirm: ({ server }) => `Leave ${server.name}? You need another invite to come back.`,
      does: ({ server }) => run('server', 'leave', server.id, '--yes'),
    },
    {
      key: 'x',
      label: 'delete',
      when: ({ isOwner }) => isOwner,
      asks: [{ label: 'Its name, to delete it with all its messages:' }],
      confirm: ({ server }, [typed]) =>
        typed === server.name ? `Delete ${server.name} for everybody?` : `"${typed}" is not its name. Go back?`,
      does: ({ server }, [typed]) =>
        typed === server.name ? run('server', 'delete', server.id, '--yes') : open('servers', { id: '', name: '' }),
    },
  ],
  panelActions: [
    {
      key: 'n',
      label: 'new server',
      asks: [{ label: 'Its name:' }],
      does: (_all, [name = '']) => run('server', 'create', name),
    },
    {
      key: 'a',
      label: 'accept an invite',
      asks: [{ label: 'The code:' }],
      does: (_all, [code = '']) => run('invite', 'accept', code),
    },
  ],
});
