// Who may change how they look: everybody their own, and what a pass unlocks with a pass.
import { Refusal } from '../../../common/errors.ts';
import { always, type Own, type Rule, type Rules } from './rule.ts';

/** Somebody, and whether they have a pass now. */
export interface PassHolder {
  readonly hasPass: boolean;
}

export interface ProfileJudged {
  'profile.get': Own;
  'profile.name_tags': Own;
  'profile.set': Own;
  'picture.set': Own;
  'picture.remove': Own;
  'appearance.get': Own;
  'appearance.set': PassHolder;
  'appearance.clear': Own;
  'emoji.list': Own;
  'emoji.add': PassHolder;
  'emoji.remove': Own;
}

const withPass =
  (sentence: string): Rule<PassHolder> =>
  (_asker, { hasPass }) =>
    hasPass ? undefined : new Refusal('forbidden', sentence);

export const profileRules: Rules<ProfileJudged> = {
  'profile.get': always,
  'profile.name_tags': always,
  'profile.set': always,
  'picture.set': always,
  'picture.remove': always,
  'appearance.get': always,
  'appearance.set': withPass(
    'A name colour, a badge, a banner and an animated status are unlocked by a pass; ask who runs this host for one.',
  ),
  'appearance.clear': always,
  'emoji.list': always,
  'emoji.add': withPass('Custom emoji are unlocked by a pass; ask who runs this host for one.'),
  'emoji.remove': always,
};
