// What a profile picture is, for who reads one and who asks for that.
import { pixelsSidePx, protocolLimits } from '../../common/limits.ts';

export const pictureForm = {
  maxPixels: protocolLimits.pictureMaxPixels,
  /** Of the picture that browsers show. */
  side: 256,
  /** Of the one that terminals draw. */
  pixelsSide: pixelsSidePx,
  /** Red, green, blue, alpha. */
  pixelsBytes: pixelsSidePx * pixelsSidePx * 4,
} as const;

/** The exit code of a reader whose library does not run on this platform. */
export const exitNotHere = 3;

/** What a file begins with says what it may be; only these are given to a decoder. */
const beginnings: readonly ((file: Uint8Array) => boolean)[] = [
  (file) => startsWith(file, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  (file) => startsWith(file, [0xff, 0xd8, 0xff]),
  (file) => startsWith(file, ascii('RIFF')) && startsWith(file.subarray(8), ascii('WEBP')),
  (file) => startsWith(file, ascii('GIF87a')) || startsWith(file, ascii('GIF89a')),
];

export function mayBePicture(file: Uint8Array): boolean {
  return beginnings.some((begins) => begins(file));
}

function startsWith(file: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => file[i] === byte);
}

function ascii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}
