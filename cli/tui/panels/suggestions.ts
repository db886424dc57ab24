// `/suggestions`: people whom one may know, and why.
import type { Suggestion } from '../../../common/suggestions.ts';
import { isFailure } from '../../net/caller.ts';
import { definePanel, run } from '../model/panel.ts';

export const suggestions = definePanel<Suggestion>({
  word: 'suggestions',
  title: 'People you may know',
  summary: 'See people you may know, and why; ask them, or never see them here again.',
  empty: 'Nobody to suggest: that takes common friends, rooms or servers. /friends and n asks somebody by name.',
  on: ['friend.updated', 'friend.removed'],
  async load({ caller }) {
    const answer = await caller.call('friend.suggest', {});
    if (isFailure(answer)) return answer;
    const rows = answer.suggestions.map((suggestion) => ({
      id: suggestion.user.id,
      cells: [`@${suggestion.user.username}`, suggestion.why],
      item: suggestion,
    }));
    return { sections: [{ rows }] };
  },
  rowActions: [
    { key: 'a', label: 'ask for friendship', does: ({ user }) => run('friend', 'add', `@${user.username}`) },
    { key: 'x', label: 'never again', does: ({ user }) => run('friend', 'dismiss', `@${user.username}`) },
  ],
});
