// `/admin-passes`: the codes of the pass.
import type { PassCode } from '../../../common/administration.ts';
import { passCodeCells, passCodesOf } from '../../commands/admin-pass-list.ts';
import { isFailure } from '../../net/caller.ts';
import { definePanel, run } from '../model/panel.ts';

const codesMax = 1000;

export const adminPasses = definePanel<PassCode>({
  word: 'admin-passes',
  title: 'Codes of the pass',
  summary: 'See which codes of the pass were made and used; make and revoke them.',
  empty: 'No code was made. n makes some.',
  async load({ caller }) {
    const codes = await passCodesOf(caller, undefined, codesMax);
    if (isFailure(codes)) return codes;
    const rows = codes.map((code) => ({ id: code.id, cells: [code.id.slice(-8), ...passCodeCells(code)], item: code }));
    return { sections: [{ rows }] };
  },
  rowActions: [
    {
      key: 'x',
      label: 'revoke',
      when: ({ redeemed_at, revoked_at }) => redeemed_at === null && revoked_at === null,
      confirm: ({ days, note }) => `Revoke this code of ${days} days${note === '' ? '' : `, "${note}"`}?`,
      does: ({ id }) => run('admin', 'pass', 'revoke', id),
    },
  ],
  panelActions: [
    {
      key: 'n',
      label: 'new codes',
      asks: [
        { label: 'How many days is each good for?' },
        { label: 'How many codes?' },
        { label: 'What are they for?', optional: true },
      ],
      does: (_all, [days = '', count = '', note = '']) =>
        run(
          'admin',
          'pass',
          'create',
          `--days=${days}`,
          `--count=${count}`,
          ...(note === '' ? [] : [`--note=${note}`]),
        ),
    },
  ],
});
