// `token revoke`: end a login, for instance of a lost laptop.
import type { TokenId } from '../../common/ids.ts';
import { isUuid } from '../../common/uuid.ts';
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';

export const tokenRevoke = defineCommand({
  path: 'token revoke',
  slash: 'token revoke',
  needs: 'login',
  summary: 'End one of your logins; its connections close.',
  example: 'devchat token revoke 0198c0de-7c1a-7000-8000-1234567890ab',
  positionals: { id: { help: 'the id that `devchat token list` shows', required: true } },
  options: {},
  async run({ caller, form }, { id }) {
    const list = form === 'shell' ? '`devchat token list`' : '/token list';
    if (!isUuid<TokenId>(id)) return new UsageError(`"${id}" is not the id of a token; ${list} shows them.`);
    const answer = await caller.call('token.revoke', { id });
    if (isFailure(answer)) return answer;
    return { rows: [], effects: [notice('That login has ended.')] };
  },
});
