// Requests about how one looks to others: profile, picture, and what a pass unlocks.
import * as z from 'zod/mini';
import { columnsOf, isOneGrapheme } from '../columns.ts';
import { emojiName } from '../emoji.ts';
import { UserId } from '../ids.ts';
import { protocolLimits as limits } from '../limits.ts';
import { Appearance, Emoji, NameColour } from '../appearance.ts';
import { NameTag, Profile } from '../model.ts';
import { storableText } from '../text.ts';
import { toSafeText } from '../safe-text.ts';
import { none, oneLine, soughtName } from './fields.ts';
import { row, type Row } from './row.ts';

const stored = z.pipe(z.string(), z.transform(storableText));
/** What is drawn beside the texts of others: nothing in it may steer, hide or reach into its neighbours. */
const harmless = z.refine(
  (text) => typeof text === 'string' && toSafeText(text) === text,
  'must not contain control, direction or invisible characters',
);
const safeLine = (max: number) => oneLine(max).check(harmless);
const lines = (text: string) => text.split('\n');

const Bio = stored.check(
  z.refine((text: string) => text.length <= limits.bioMaxChars, `must have at most ${limits.bioMaxChars} characters`),
  z.refine((text: string) => lines(text).length <= limits.bioMaxLines, `must have at most ${limits.bioMaxLines} lines`),
  harmless,
);

const TimeZone = z
  .string()
  .check(
    z.maxLength(limits.timeZoneMaxChars),
    z.refine(isTimeZone, 'must be the name of a time zone like Europe/Berlin'),
  );

/** Names only, and not an offset like "+02:00": that is not where somebody lives, and knows no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const Link = z
  .string()
  .check(
    z.maxLength(limits.linkMaxChars, `must have at most ${limits.linkMaxChars} characters`),
    z.refine(isWebLink, 'must be an address like https://example.org/ada'),
    harmless,
  );

/** With a host and without a user name, which would only be there to look like one. */
function isWebLink(text: string): boolean {
  return /^https?:\/\/(\[[0-9a-f:.]+\]|[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?)(:\d{1,5})?([/?#]\S*)?$/iu.test(
    text,
  );
}

const Badge = z.string().check(
  z.refine((text: string) => text === '' || isOneGrapheme(text), 'must be one character or emoji'),
  z.refine(
    (text: string) => text === '' || (text.trim() !== '' && columnsOf(text) > 0),
    'must be a character that can be seen',
  ),
  z.refine(
    (text: string) => columnsOf(text) <= limits.badgeMaxColumns,
    `must be at most ${limits.badgeMaxColumns} columns wide`,
  ),
  harmless,
);

const bannerMaxChars = limits.bannerMaxLines * limits.bannerMaxColumns * 8;
const Banner = stored.check(
  z.refine(
    (text: string) => lines(text).length <= limits.bannerMaxLines,
    `must have at most ${limits.bannerMaxLines} lines`,
  ),
  z.refine(
    (text: string) => lines(text).every((line) => columnsOf(line) <= limits.bannerMaxColumns),
    `must be at most ${limits.bannerMaxColumns} columns wide`,
  ),
  z.refine((text: string) => !text.includes('\t'), 'must be drawn with spaces, not tabs'),
  // What takes no room on the screen would have no bound otherwise.
  z.refine((text: string) => text.length <= bannerMaxChars, `must have at most ${bannerMaxChars} characters`),
  harmless,
);

const Frames = z
  .array(safeLine(limits.statusTextMaxChars))
  .check(
    z.refine(
      (frames: readonly string[]) =>
        frames.length === 0 || (frames.length >= limits.statusFramesMin && frames.length <= limits.statusFramesMax),
      `must be ${limits.statusFramesMin} to ${limits.statusFramesMax} texts, or none`,
    ),
  );

const EmojiName = z
  .string()
  .check(
    z.regex(emojiName, `must have 2-${limits.emojiNameMaxChars} lower-case letters, digits or "_", a letter first`),
  );
const EmojiText = z.string().check(
  z.refine((text: string) => text.trim() !== '' && columnsOf(text) > 0, 'must be something that can be seen'),
  z.refine(
    (text: string) => columnsOf(text) <= limits.emojiMaxColumns && text.length <= limits.emojiMaxColumns * 8,
    `must be at most ${limits.emojiMaxColumns} columns wide`,
  ),
  z.refine((text: string) => !/[\n\t]/.test(text), 'must be one line'),
  harmless,
);

const base64MaxChars = 4 * Math.ceil(limits.pictureMaxBytes / 3);
const Image = z.string().check(
  z.refine((text: string) => /^[A-Za-z0-9+/]*={0,2}$/.test(text), 'must be base64'),
  z.refine((text: string) => text.length <= base64MaxChars, `must be at most ${limits.pictureMaxBytes} bytes`),
);

export const profileRequests = {
  'profile.get': row(
    'user',
    'read',
    'Somebody’s profile, by user name or id. Who was blocked by them is shown the name alone.',
    z.strictObject({ user: soughtName(200) }),
    Profile,
  ),
  'profile.name_tags': row(
    'user',
    'read',
    'How the names of these users are drawn; ids that nobody has are left out.',
    z.strictObject({
      users: z
        .array(UserId)
        .check(z.maxLength(limits.nameTagsMaxPerRequest, `must be at most ${limits.nameTagsMaxPerRequest} ids`)),
    }),
    z.object({ users: z.array(NameTag) }),
  ),
  'profile.set': row(
    'user',
    'write',
    'Change one’s own profile; what is left out stays as it is.',
    z.strictObject({
      display_name: z.optional(safeLine(limits.displayNameMaxChars)),
      pronouns: z.optional(safeLine(limits.pronounsMaxChars)),
      bio: z.optional(Bio),
      time_zone: z.optional(z.nullable(TimeZone)),
      links: z.optional(
        z
          .array(Link)
          .check(z.maxLength(limits.linksMaxPerProfile, `must be at most ${limits.linksMaxPerProfile} links`)),
      ),
    }),
    Profile,
  ),
  'picture.set': row(
    'user',
    'write',
    'Show a picture on one’s profile: PNG, JPEG, WebP or GIF (its first frame), in base64. It is cut to a square of 256 pixels and keeps nothing else of the file. A file too large for a frame goes to `PUT /v1/picture`.',
    z.strictObject({ image: Image }),
    z.object({ picture: z.string(), bytes: z.int(), side: z.int() }),
  ),
  'picture.remove': row('user', 'write', 'Show no picture any more.', none, none),
  'appearance.get': row('user', 'read', 'What one chose to look like, whether others see it or not.', none, Appearance),
  'appearance.set': row(
    'user',
    'write',
    'Change what one looks like, with a pass; what is left out stays as it is.',
    z.strictObject({
      name_colour: z.optional(z.nullable(NameColour)),
      badge: z.optional(Badge),
      banner: z.optional(Banner),
      status_frames: z.optional(Frames),
    }),
    Appearance,
  ),
  'appearance.clear': row('user', 'write', 'Look plain again, with or without a pass.', none, Appearance),
  'emoji.list': row('user', 'read', 'One’s own custom emoji, by name.', none, z.object({ emoji: z.array(Emoji) })),
  'emoji.add': row(
    'user',
    'write',
    'Add a custom emoji, or give one another text, with a pass. `:name:` in one’s messages is then drawn as its text.',
    z.strictObject({ name: EmojiName, text: EmojiText }),
    Emoji,
  ),
  'emoji.remove': row(
    'user',
    'write',
    'Remove a custom emoji; sent messages keep it.',
    z.strictObject({ name: soughtName(200) }),
    none,
  ),
} as const satisfies Record<string, Row>;
