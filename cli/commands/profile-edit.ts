// `profile edit`: what others read about oneself.
import type { Params } from '../../common/requests.ts';
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { cardLines } from './profile-card.ts';

export const profileEdit = defineCommand({
  path: 'profile edit',
  slash: null,
  needs: 'login',
  summary: 'Change what others read about you.',
  details:
    'What is not given stays as it is; an empty text removes it, as in --bio "". In the bio, \\n begins a new line. Links are separated by spaces, and replace those that were there.',
  example: 'devchat profile edit --display-name "Ada Lovelace" --time-zone Europe/London',
  positionals: {},
  options: {
    'display-name': { type: 'text', value: 'NAME', help: 'the name that others see' },
    pronouns: { type: 'text', value: 'PRONOUNS', help: 'like she/her' },
    bio: { type: 'text', value: 'TEXT', help: 'a few lines about you' },
    'time-zone': { type: 'text', value: 'ZONE', help: 'where you are, like Europe/Berlin; others see your local time' },
    links: { type: 'text', value: 'URLS', help: 'up to five addresses of the web, with spaces between' },
  },
  async run({ caller }, { 'display-name': name, pronouns, bio, 'time-zone': zone, links }) {
    const changes: Params<'profile.set'> = {
      ...(name === undefined ? {} : { display_name: name.trim() }),
      ...(pronouns === undefined ? {} : { pronouns: pronouns.trim() }),
      ...(bio === undefined ? {} : { bio: bio.replaceAll('\\n', '\n').trim() }),
      ...(zone === undefined ? {} : { time_zone: zone === '' ? null : zone }),
      ...(links === undefined ? {} : { links: links.split(/\s+/).filter((link) => link !== '') }),
    };
    if (Object.keys(changes).length === 0)
      return new UsageError('Say what to change: --display-name, --pronouns, --bio, --time-zone or --links.');
    const profile = await caller.call('profile.set', changes);
    if (isFailure(profile)) return profile;
    const { pixels: _, ...json } = profile;
    return { rows: [{ lines: cardLines(profile, new Date()).map(({ text }) => text), json }], effects: [] };
  },
});
