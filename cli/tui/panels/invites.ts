// `/invites`: the invites into a server.
import type { Invite } from '../../../common/places.ts';
import { findServer, serverPositional } from '../../commands/server-lookup.ts';
import { inviteCells } from '../../commands/server-row.ts';
import { isFailure } from '../../net/caller.ts';
import { definePanel, run } from '../model/panel.ts';

export const invites = definePanel<Invite>({
  word: 'invites',
  title: 'Invites',
  summary: 'See the invites into a server; make and revoke them.',
  about: { name: 'server', positional: serverPositional },
  empty: 'There is no invite. n makes one.',
  async load({ caller }, subject) {
    const server = await findServer(caller, subject?.id ?? '');
    if (isFailure(server)) return server;
    const list = await caller.call('invite.list', { server: server.id });
    if (isFailure(list)) return list;
    const rows = list.invites.map((invite) => ({ id: invite.code, cells: inviteCells(invite), item: invite }));
    return { title: `Invites into ${server.name}`, sections: [{ rows }] };
  },
  rowActions: [
    {
      key: 'x',
      label: 'revoke',
      confirm: ({ code }) => `Let nobody in by ${code} any more?`,
      does: ({ code }) => run('invite', 'revoke', code),
    },
  ],
  panelActions: [
    {
      key: 'n',
      label: 'new invite',
      asks: [
        { label: 'How long does it work?', choices: ['24h', '7d', '30d', 'never'] },
        { label: 'How many people (empty: any number)?', optional: true },
      ],
      does: (server, [expires = '7d', uses = '']) =>
        run('invite', 'create', server?.id ?? '', `--expires=${expires}`, ...(uses === '' ? [] : [`--uses=${uses}`])),
    },
  ],
});
