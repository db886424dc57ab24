// `/friends`: who asks, who is a friend and how they are, and whom one has asked.
import type { Relation } from '../../../common/model.ts';
import { relationsOf } from '../../commands/relation-row.ts';
import { isFailure } from '../../net/caller.ts';
import { definePanel, run } from '../model/panel.ts';

const is =
  (kind: Relation['kind']) =>
  (relation: Relation): boolean =>
    relation.kind === kind;
const at = ({ user }: Relation) => `@${user.username}`;

export const friends = definePanel<Relation>({
  word: 'friends',
  title: 'Friends',
  summary: 'See your friends and the requests; accept, decline, write, remove.',
  empty: 'No friends yet. n asks somebody; /suggestions says whom you may know.',
  on: ['friend.updated', 'friend.removed', 'presence.updated'],
  async load({ caller }) {
    const relations = await relationsOf(caller, undefined);
    if (isFailure(relations)) return relations;
    const rowsOf = (kind: Relation['kind'], isShown: (relation: Relation) => boolean = () => true) =>
      relations.filter((relation) => relation.kind === kind && isShown(relation)).map(rowOf);
    const isHere = ({ presence }: Relation) => presence !== null && presence.status !== 'offline';
    return {
      sections: [
        { title: 'They ask you', rows: rowsOf('incoming') },
        { title: 'Here', rows: rowsOf('friend', isHere) },
        { title: 'Offline', rows: rowsOf('friend', (relation) => !isHere(relation)) },
        { title: 'You asked them', rows: rowsOf('outgoing') },
      ].filter(({ rows }) => rows.length > 0),
    };
  },
  rowActions: [
    { key: 'a', label: 'accept', when: is('incoming'), does: (relation) => run('friend', 'accept', at(relation)) },
    { key: 'x', label: 'decline', when: is('incoming'), does: (relation) => run('friend', 'decline', at(relation)) },
    { key: 'w', label: 'write to them', when: is('friend'), does: (relation) => run('dm', at(relation)) },
    {
      key: 'x',
      label: 'remove',
      when: is('friend'),
      confirm: (relation) => `End the friendship with ${at(relation)}?`,
      does: (relation) => run('friend', 'remove', at(relation)),
    },
    {
      key: 'x',
      label: 'take it back',
      when: is('outgoing'),
      does: (relation) => run('friend', 'cancel', at(relation)),
    },
    {
      key: 'b',
      label: 'block',
      confirm: (relation) => `Block ${at(relation)}? Neither will hear from, see or reach the other.`,
      does: (relation) => run('block', at(relation)),
    },
  ],
  panelActions: [
    {
      key: 'n',
      label: 'ask somebody',
      asks: [{ label: 'Whom? A user name:' }],
      does: (_all, [name = '']) => run('friend', 'add', name),
    },
  ],
});

function rowOf(relation: Relation) {
  const { user, presence } = relation;
  const status = presence === null ? {} : { status: presence.status };
  return { id: user.id, cells: [at(relation), presence?.status_text ?? ''], ...status, item: relation };
}
