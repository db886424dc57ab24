// `profile picture`: the picture that others see.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';

export const profilePicture = defineCommand({
  path: 'profile picture',
  slash: null,
  needs: 'login',
  summary: 'Show a picture on your profile, or none.',
  details:
    'A PNG, JPEG, WebP or GIF (its first frame) of at most 1 MiB. The host cuts it to a square in the middle and keeps nothing else that the file says, like where it was taken.',
  example: 'devchat profile picture me.jpg',
  positionals: { file: { help: 'a picture', required: false } },
  options: { remove: { type: 'flag', help: 'show no picture any more' } },
  async run({ caller, sendPicture }, { file, remove }) {
    if ((file === undefined) !== remove) return new UsageError('Give either a FILE or --remove.');
    if (file === undefined) {
      const removed = await caller.call('picture.remove', {});
      return isFailure(removed)
        ? removed
        : { rows: [{ lines: [], json: { picture: null } }], effects: [notice('Removed.')] };
    }
    const made = await sendPicture(file);
    if (made instanceof UsageError || isFailure(made)) return made;
    const { picture, bytes, side } = made;
    return {
      rows: [{ lines: [`${side}x${side} pixels, ${bytes} bytes`], json: { picture, bytes, side } }],
      effects: [],
    };
  },
});
