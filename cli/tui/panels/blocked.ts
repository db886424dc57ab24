// `/blocked`: whom one has blocked.
import type { Relation } from '../../../common/model.ts';
import { relationsOf } from '../../commands/relation-row.ts';
import { isFailure } from '../../net/caller.ts';
import { definePanel, run } from '../model/panel.ts';

export const blocked = definePanel<Relation>({
  word: 'blocked',
  title: 'Blocked',
  summary: 'See whom you have blocked, and take it back.',
  empty: 'You have blocked nobody. n blocks somebody.',
  on: ['friend.updated', 'friend.removed'],
  async load({ caller }) {
    const relations = await relationsOf(caller, 'blocked');
    if (isFailure(relations)) return relations;
    const rows = relations.map((relation) => ({
      id: relation.user.id,
      cells: [`@${relation.user.username}`, `since ${relation.since.slice(0, 10)}`],
      item: relation,
    }));
    return { sections: [{ rows }] };
  },
  rowActions: [
    {
      key: 'x',
      label: 'unblock',
      confirm: ({ user }) => `Unblock @${user.username}?`,
      does: ({ user }) => run('unblock', `@${user.username}`),
    },
  ],
  panelActions: [
    {
      key: 'n',
      label: 'block somebody',
      asks: [{ label: 'Whom? A user name:' }],
      does: (_all, [name = '']) => run('block', name),
    },
  ],
});
