// A profile as lines for a person: the same on the screen and in a shell.
import { identiconPixels } from '../../common/identicon.ts';
import { pixelsSidePx } from '../../common/limits.ts';
import type { Profile } from '../../common/model.ts';
import type { Pixels } from '../../common/pixels.ts';
import { localClock, timeIn } from './time-in.ts';

/** What a terminal draws of somebody: their picture, or the one that stands for it. */
export function pictureOf({ id, pixels }: Pick<Profile, 'id' | 'pixels'>): Pixels {
  const rgba = pixels === null ? null : bytesOf(pixels);
  if (rgba === null || rgba.length !== pixelsSidePx * pixelsSidePx * 4) return identiconPixels(id, 16);
  return { width: pixelsSidePx, height: pixelsSidePx, rgba };
}

function bytesOf(base64: string): Uint8Array {
  return Buffer.from(base64, 'base64');
}

/** A line of a card, and how it is drawn where there are styles. */
export interface CardLine {
  readonly text: string;
  readonly kind: 'name' | 'dim' | 'plain' | 'status';
}

/** A profile as it came, or made safe to draw. */
type Shown = Omit<Profile, 'links' | 'status_frames'> & {
  readonly links: readonly string[];
  readonly status_frames: readonly string[];
};

export function cardLines(profile: Shown, now: Date): CardLine[] {
  const { username, display_name, badge, pronouns, bio, time_zone, links } = profile;
  const name = [display_name === '' ? username : display_name, badge].filter((part) => part !== '').join(' ');
  const under = [display_name === '' ? '' : `@${username}`, pronouns].filter((part) => part !== '').join('  ');
  const lines: CardLine[] = [{ text: name, kind: 'name' }];
  if (under !== '') lines.push({ text: under, kind: 'dim' });
  lines.push({ text: statusLine(profile), kind: 'status' });
  const local = time_zone === null ? null : timeIn(time_zone, now);
  if (local !== null) lines.push({ text: `${local} there (${time_zone})`, kind: 'dim' });
  if (bio !== '') lines.push({ text: '', kind: 'plain' }, ...bio.split('\n').map(plain));
  if (links.length > 0) lines.push({ text: '', kind: 'plain' }, ...links.map(plain));
  return lines;
}

const plain = (text: string): CardLine => ({ text, kind: 'plain' });

function statusLine({ status, status_text, status_until, status_frames }: Shown): string {
  const until = status_until === null ? '' : ` (until ${localClock(status_until)})`;
  const words = status_frames[0] ?? status_text;
  return `${status}${words === '' ? '' : `  ${words}`}${until}`;
}
