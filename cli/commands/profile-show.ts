// `profile show`: somebody's profile, or one's own.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { cardLines, pictureOf } from './profile-card.ts';

export const profileShow = defineCommand({
  path: 'profile show',
  slash: 'profile',
  needs: 'login',
  summary: 'Show somebody’s profile, or your own.',
  details: 'On a terminal the picture is drawn beside it; with --json there are only data.',
  example: 'devchat profile show ada',
  positionals: {
    user: { help: 'a user name or id; without it yourself', required: false, completes: 'user' },
  },
  options: {},
  async run({ caller }, { user }) {
    const own = user === undefined ? await caller.call('auth.whoami', {}) : null;
    if (isFailure(own)) return own;
    const profile = await caller.call('profile.get', { user: user ?? own?.me.username ?? '' });
    if (isFailure(profile)) return profile;
    const { pixels: _, ...json } = profile;
    const banner = profile.banner === '' ? [] : [...profile.banner.split('\n'), ''];
    const lines = cardLines(profile, new Date()).map(({ text }) => text);
    return {
      rows: [{ lines: [...banner, ...lines], picture: pictureOf(profile), pictureFrom: banner.length, json }],
      effects: [{ type: 'card', profile }],
    };
  },
});
