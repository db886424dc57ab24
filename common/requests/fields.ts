// What the params of requests are made of: names, texts and numbers, each with its rule and the sentence that refuses.
import * as z from 'zod/mini';
import { protocolLimits as limits } from '../limits.ts';
import { fitsInBytes, storableText, utf8Bytes } from '../text.ts';

const chars = (min: number, max: number) => [z.minLength(min), z.maxLength(max)] as const;
/** A name that somebody looks for. It need not be a possible one, but the database must be able to compare it. */
export const soughtName = (max: number) =>
  z
    .pipe(z.string(), z.transform(storableText))
    .check(z.refine((text: string) => text.length <= max, `must have at most ${max} characters`));
export const oneLine = (max: number) =>
  z.pipe(z.string(), z.transform(storableText)).check(
    z.refine((text: string) => text.length <= max, `must have at most ${max} characters`),
    z.refine((text: string) => !/[\n\r\u2028\u2029]/.test(text), 'must be one line'),
  );

/** Letters, digits, `_`, `-` and `.`; unique without regard to case; ends in a letter, a digit or `_`, so that "@ada." mentions ada. */
export const Username = z
  .string()
  .check(
    ...chars(limits.usernameMinChars, limits.usernameMaxChars),
    z.regex(
      /^[A-Za-z0-9][A-Za-z0-9_.-]*[A-Za-z0-9_]$/,
      `must have ${limits.usernameMinChars}-${limits.usernameMaxChars} letters, digits, "_", "-" or "." and start and end with a letter or digit`,
    ),
  );

/** 8 to 72 bytes in UTF-8: bcrypt reads no more, and a longer one is refused rather than cut. */
export const Password = z.string().check(
  z.refine(
    (text: string) => utf8Bytes(text) >= limits.passwordMinBytes,
    `must have at least ${limits.passwordMinBytes} bytes`,
  ),
  z.refine(
    (text: string) => utf8Bytes(text) <= limits.passwordMaxBytes,
    `must have at most ${limits.passwordMaxBytes} bytes (bcrypt would ignore the rest)`,
  ),
  z.refine((text: string) => !text.includes('\0'), 'must not contain the NUL character'),
);

export const ChannelName = z
  .string()
  .check(
    z.maxLength(limits.channelNameMaxChars, `must have at most ${limits.channelNameMaxChars} characters`),
    z.regex(/^[a-z0-9][a-z0-9_-]*$/, 'must have only lower-case letters, digits, "-" and "_", without the #'),
  );

/** The text of a message: not blank, at most `messageMaxBytes` in UTF-8. NUL and lone surrogates are replaced (see text.ts). */
export const Content = z.pipe(z.string(), z.transform(storableText)).check(
  z.refine((text: string) => text.trim() !== '', 'must not be empty'),
  z.refine(
    (text: string) => fitsInBytes(text, limits.messageMaxBytes),
    `must have at most ${limits.messageMaxBytes} bytes in UTF-8`,
  ),
);

export const Email = z.string().check(
  z.maxLength(limits.emailMaxChars),
  z.regex(/^[^\s@]+@[^\s@]+$/, 'must be an address like ada@example.org'),
  z.refine((text: string) => !/\p{Cc}/u.test(text), 'must not contain control characters'),
);
/** Why something was done, for the audit log. */
export const Reason = z._default(oneLine(limits.reasonMaxChars), '');
export const TokenName = oneLine(limits.tokenNameMaxChars);
export const Seq = z.int().check(z.gte(0));
export const pageSize = (max: number) =>
  z._default(z.int().check(z.gte(1), z.lte(max, `must be at most ${max}`)), Math.min(50, max));

/** No params, or no answer. */
export const none = z.strictObject({});
