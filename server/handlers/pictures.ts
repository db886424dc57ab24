// Profile pictures: made of what somebody sent, removed, and read by browsers.
import { Refusal } from '../../common/errors.ts';
import { protocolLimits } from '../../common/limits.ts';
import { pictureForm } from '../pictures/form.ts';
import type { PictureAnswer } from '../pictures/reader.ts';
import { removePicture, setPicture } from '../store/pictures.ts';
import type { Handler } from './context.ts';
import { ownAccount } from './own.ts';

export const set: Handler<'picture.set'> = {
  load: ownAccount,
  run: async ({ db, pictures, login }, { image }) => {
    const file = Buffer.from(image, 'base64');
    if (file.length > protocolLimits.pictureMaxBytes) return tooLarge(file.length);
    const made = await pictures.read(file, login.user.id);
    if (typeof made === 'string') return refusals[made]();
    await setPicture(db, login.user.id, made);
    return { picture: made.hash, bytes: made.png.length, side: pictureForm.side };
  },
};

export const remove: Handler<'picture.remove'> = {
  load: ownAccount,
  run: async ({ db, login }) => {
    await removePicture(db, login.user.id);
    return {};
  },
};

export function tooLarge(bytes?: number): Refusal {
  const has = bytes === undefined ? '' : `; this one has ${bytes}`;
  return new Refusal(
    'too_large',
    `A picture has at most ${protocolLimits.pictureMaxBytes} bytes${has}. Make it smaller.`,
  );
}

const refusals: Readonly<Record<Extract<PictureAnswer, string>, () => Refusal>> = {
  'not a picture': () =>
    new Refusal(
      'bad_request',
      `That is no picture that can be shown: send a whole PNG, JPEG, WebP or GIF of at most ${protocolLimits.pictureMaxPixels / 1_000_000} million pixels.`,
      undefined,
      'image',
    ),
  busy: () => new Refusal('unavailable', 'Too many pictures are being read; try again in a moment.', 2000),
  'one at a time': () =>
    new Refusal('unavailable', 'Another picture of yours is being read; try again when it is done.', 2000),
  'too slow': () =>
    new Refusal('bad_request', 'That picture takes too long to read; save it anew, or smaller.', undefined, 'image'),
  'not here': () => new Refusal('unavailable', 'This host cannot read pictures; ask who runs it.'),
};
