// A process that makes one profile picture: a file comes in on standard input, what is shown of it goes out on standard output.
// Decoders read what strangers wrote, in native code: here a crash, an endless loop or too much memory ends nothing else.
import { constants, setPriority } from 'node:os';
import { buffer } from 'node:stream/consumers';
import { exitNotHere, pictureForm } from './form.ts';

const { maxPixels, side, pixelsSide } = pictureForm;

/** The library is built for most platforms, not for all. */
const { default: sharp } = await import('sharp').catch(() => process.exit(exitNotHere));

setPriority(constants.priority.PRIORITY_LOW);
sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'],
});

const file = await buffer(process.stdin);
// The first frame; what is broken or cut is refused, not shown in part.
const source = sharp(file, { limitInputPixels: maxPixels, failOn: 'error', pages: 1 });
const square = await source
  .autoOrient()
  .toColourspace('srgb')
  .resize(side, side, { fit: 'cover', position: 'centre' })
  .ensureAlpha()
  .png({ compressionLevel: 9 })
  .toBuffer();
const pixels = await sharp(square).resize(pixelsSide, pixelsSide).toColourspace('srgb').ensureAlpha().raw().toBuffer();
process.stdout.write(Buffer.concat([pixels, square]));
