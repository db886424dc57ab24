// `friend suggest`: people whom one may know.
import { protocolLimits } from '../../common/limits.ts';
import { isFailure } from '../net/caller.ts';
import { columns } from './columns.ts';
import { defineCommand } from './command.ts';
import { ifEmpty } from './effect.ts';
import { said } from './said.ts';

export const friendSuggest = defineCommand({
  path: 'friend suggest',
  slash: 'friend suggest',
  needs: 'login',
  summary: 'List people whom you may know, the likeliest first, and why.',
  details:
    '`devchat friend dismiss` ends a suggestion for good; `devchat privacy --suggest off` keeps you from being suggested to others.',
  example: 'devchat friend suggest --limit 5',
  positionals: {},
  options: {
    limit: {
      type: 'count',
      value: 'N',
      help: 'how many',
      min: 1,
      max: protocolLimits.suggestionsMax,
      initially: protocolLimits.suggestionsMax,
    },
  },
  async run({ caller, form }, { limit }) {
    const answer = await caller.call('friend.suggest', { limit });
    if (isFailure(answer)) return answer;
    const texts = columns(answer.suggestions.map(({ user, why }) => [`@${user.username}`, why]));
    return {
      rows: answer.suggestions.map(({ user, score, why, reasons }, i) => ({
        lines: [texts[i] ?? ''],
        json: { id: user.id, username: user.username, score, why, reasons },
      })),
      effects: ifEmpty(
        answer.suggestions,
        `Nobody is suggested to you: that takes places or friends in common. ${said({ form }, 'friend add')} asks anybody.`,
      ),
    };
  },
});
