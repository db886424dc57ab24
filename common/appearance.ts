// How people look to others: what a profile says, and what a pass unlocks.
import * as z from 'zod/mini';
import { protocolLimits as limits } from './limits.ts';

const Time = z.string().check(z.describe('a time in ISO 8601, UTC'));

export const NameColour = z
  .string()
  .check(
    z.regex(
      /^#[0-9a-f]{6}( #[0-9a-f]{6})?$/,
      'must be a colour like "#3fa7d6", or two for a gradient like "#3fa7d6 #d63f9b", in lower case',
    ),
  );

/** What somebody says about themself. Who was blocked by them sees the name alone. */
export const About = z.object({
  pronouns: z.string(),
  bio: z.string(),
  time_zone: z.nullable(z.string()).check(z.describe('an IANA name like Europe/Berlin')),
  links: z.array(z.string()),
});

/** A picture of `pixelsSidePx` by `pixelsSidePx` as bytes in base64: red, green, blue and alpha of each pixel, row by row. */
const Pixels = z.string();

/** The whole of a profile, but for how they are here now. */
export const Card = z.extend(About, {
  picture: z
    .nullable(z.string())
    .check(z.describe('names the picture at `/v1/picture/<id>/<picture>`; null: none, an identicon is drawn')),
  pixels: z.nullable(Pixels).check(z.describe('the same in 32 by 32 pixels of RGBA, in base64')),
  status_until: z.nullable(Time).check(z.describe('when the status falls back to online without a text')),
  banner: z.string().check(z.describe('lines of text art; empty: none')),
  status_frames: z.array(z.string()).check(z.describe('shown in turn in the place of the status text')),
});

export const Emoji = z.object({ name: z.string(), text: z.string() });
export type Emoji = z.infer<typeof Emoji>;

/** What one chose to look like; others see it while `shown`. */
export const Appearance = z.object({
  name_colour: z.nullable(NameColour),
  badge: z.string(),
  banner: z.string(),
  status_frames: z.array(z.string()),
  shown: z.boolean().check(z.describe('whether one has a pass now')),
});
export type Appearance = z.infer<typeof Appearance>;

/** The texts of the custom emoji that a message uses, by name. */
export const MessageEmoji = z.record(z.string().check(z.maxLength(limits.emojiNameMaxChars)), z.string());
