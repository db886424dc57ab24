// `token list`: one's own logins.
import { isFailure } from '../net/caller.ts';
import { columns } from './columns.ts';
import { defineCommand } from './command.ts';

export const tokenList = defineCommand({
  path: 'token list',
  slash: 'token list',
  needs: 'login',
  summary: 'List your logins, newest first.',
  example: 'devchat token list',
  positionals: {},
  options: {},
  async run({ caller }) {
    const answer = await caller.call('token.list', {});
    if (isFailure(answer)) return answer;
    const texts = columns(
      answer.tokens.map((token) => [
        token.id,
        token.current ? 'this one' : '',
        `made ${day(token.created_at)}`,
        token.last_used_at === null ? 'never used' : `used ${day(token.last_used_at)}`,
        token.expires_at === null ? 'does not end' : `ends ${day(token.expires_at)}`,
        token.name,
      ]),
    );
    return {
      rows: answer.tokens.map((token, i) => ({ lines: [texts[i] ?? ''], json: { ...token } })),
      effects: [],
    };
  },
});

const day = (time: string) => time.slice(0, 10);
