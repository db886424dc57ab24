// `/admin-invites`: the invitations to the host that can still be used.
import type { HostInvite } from '../../../common/administration.ts';
import { hostInvitesOf, inviteCells } from '../../commands/admin-invite-list.ts';
import { isFailure } from '../../net/caller.ts';
import { definePanel, run } from '../model/panel.ts';

export const adminInvites = definePanel<HostInvite>({
  word: 'admin-invites',
  title: 'Invitations to this host',
  summary: 'See, make and revoke the codes with which accounts are made by invitation.',
  empty: 'Nobody is invited. n makes a code.',
  async load({ caller }) {
    const invites = await hostInvitesOf(caller);
    if (isFailure(invites)) return invites;
    return { sections: [{ rows: invites.map((one) => ({ id: one.code, cells: inviteCells(one), item: one })) }] };
  },
  rowActions: [
    {
      key: 'x',
      label: 'revoke',
      confirm: ({ code }) => `Revoke the invitation ${code}?`,
      does: ({ code }) => run('admin', 'invite', 'revoke', code),
    },
  ],
  panelActions: [
    {
      key: 'n',
      label: 'new code',
      asks: [
        { label: 'For how many accounts (empty: any number)?', optional: true },
        { label: 'For how many days (empty: until it is revoked)?', optional: true },
      ],
      does: (_all, [uses = '', days = '']) =>
        run(
          'admin',
          'invite',
          'create',
          ...(uses === '' ? [] : [`--uses=${uses}`]),
          ...(days === '' ? [] : [`--expires=${days}`]),
        ),
    },
  ],
});
