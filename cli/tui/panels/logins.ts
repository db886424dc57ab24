// `/logins`: where one is logged in, and how to end it.
import type { Token } from '../../../common/model.ts';
import { isFailure } from '../../net/caller.ts';
import { definePanel, run } from '../model/panel.ts';

export const logins = definePanel<Token>({
  word: 'logins',
  title: 'Your logins',
  summary: 'See where you are logged in, and end what you do not know.',
  empty: 'There is no login. n makes a token for a script.',
  async load({ caller }) {
    const answer = await caller.call('token.list', {});
    if (isFailure(answer)) return answer;
    const rows = answer.tokens.map((token) => ({
      id: token.id,
      cells: [
        token.name === '' ? 'without a name' : token.name,
        token.current ? 'this one' : '',
        token.last_used_at === null ? 'never used' : `used ${day(token.last_used_at)}`,
        token.expires_at === null ? '' : `ends ${day(token.expires_at)}`,
        `made ${day(token.created_at)}`,
      ],
      here: token.current,
      item: token,
    }));
    return { sections: [{ rows }] };
  },
  rowActions: [
    {
      key: 'x',
      label: 'end it',
      when: ({ current }) => !current,
      confirm: ({ name }) => `End the login "${name}"? What uses it is logged out at once.`,
      does: ({ id }) => run('token', 'revoke', id),
    },
    {
      key: 'x',
      label: 'log out',
      when: ({ current }) => current,
      confirm: () => 'This is where you are now. Log out?',
      does: () => run('logout'),
    },
  ],
  panelActions: [
    {
      key: 'n',
      label: 'new token',
      asks: [{ label: 'What is the token for?' }],
      does: (_all, [name = '']) => run('token', 'create', `--name=${name}`),
    },
  ],
});

const day = (time: string) => time.slice(0, 10);
