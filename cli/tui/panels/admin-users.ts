// `/admin-users`: the users of the host, for those who run it.
import type { AdminUser } from '../../../common/administration.ts';
import { usersOf } from '../../commands/admin-user-list.ts';
import { userCells } from '../../commands/somebody.ts';
import { isFailure } from '../../net/caller.ts';
import { definePanel, run } from '../model/panel.ts';

/** What a person could look through; a part of the name finds the others. */
const usersMax = 500;

/** An option that may be left out. */
const option = (name: string, answer = '') => (answer === '' ? [] : [`--${name}=${answer}`]);

export const adminUsers = definePanel<AdminUser>({
  word: 'admin-users',
  title: 'Users of this host',
  summary: 'See the users of this host; suspend and promote them, give them the pass or a new password.',
  about: { name: 'query', positional: { help: 'what a name or an address begins with', required: false } },
  empty: 'Nobody is called like that.',
  async load({ caller, me }, subject) {
    const users = await usersOf(caller, { query: subject?.id ?? '' }, usersMax);
    if (isFailure(users)) return users;
    const rows = users.map((user) => ({ id: user.id, cells: userCells(user), here: user.id === me, item: user }));
    const more = `The first ${usersMax}; /admin-users and the beginning of a name finds the others.`;
    return { sections: [users.length < usersMax ? { rows } : { title: more, rows }] };
  },
  rowActions: [
    { key: 'o', label: 'show', does: ({ username }) => run('admin', 'user', 'show', username) },
    {
      key: 's',
      label: 'suspend',
      when: ({ suspension }) => suspension === null,
      asks: [
        { label: 'Until when, like 7d or 2026-12-31 (empty: for good)?', optional: true },
        { label: 'Why? They are told.', optional: true },
      ],
      confirm: ({ username }, [until = '']) => `Suspend @${username} ${until === '' ? 'for good' : `until ${until}`}?`,
      does: ({ username }, [until, reason]) =>
        run('admin', 'user', 'suspend', username, '--yes', ...option('until', until), ...option('reason', reason)),
    },
    {
      key: 's',
      label: 'let in again',
      when: ({ suspension }) => suspension !== null,
      does: ({ username }) => run('admin', 'user', 'unsuspend', username),
    },
    {
      key: 'a',
      label: 'rank',
      asks: [{ label: 'Which rank?', choices: ['member', 'moderator', 'administrator'] }],
      does: ({ username }, [role = '']) => run('admin', 'user', 'role', username, role),
    },
    {
      key: 'p',
      label: 'new password',
      confirm: ({ username }) => `Make a code with which @${username} chooses a new password?`,
      does: ({ username }) => run('admin', 'user', 'reset-password', username),
    },
    {
      key: 'd',
      label: 'give the pass',
      asks: [{ label: 'How many days?' }],
      does: ({ username }, [days = '']) => run('admin', 'pass', 'give', username, days),
    },
    {
      key: 't',
      label: 'take the pass',
      when: ({ pass_until }) => pass_until !== null,
      confirm: ({ username }) => `End the pass of @${username}? What is left of it is gone.`,
      does: ({ username }) => run('admin', 'pass', 'take', username, '--yes'),
    },
  ],
});
