// The answers that `devchat send` needs, checked by hand: loading the schemas for them is a fifth of the whole command.
import { permissionNames } from '../../common/permission-table.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { RequestName } from '../../common/requests.ts';
import { isUuid } from '../../common/uuid.ts';

type Check = (value: unknown) => boolean;

/** Whether the result is what the table says; undefined for a request whose schema is to be asked. A test holds them equal. */
export function quickCheck(name: RequestName, result: unknown): boolean | undefined {
  if (name === 'message.send') return isMessage(result);
  if (name === 'channel.resolve') return isJoinedChannel(result);
  return undefined;
}

const text: Check = (value) => typeof value === 'string';
const id: Check = (value) => typeof value === 'string' && isUuid(value);
const atLeast =
  (min: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && Number(value) >= min;
const count = atLeast(0);
const whole: Check = (value) => Number.isSafeInteger(value);
const oneOf =
  (...words: readonly unknown[]): Check =>
  (value) =>
    words.includes(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const isTrueOrFalse: Check = (value) => typeof value === 'boolean';
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const object =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.entries(fields).every(([name, check]) => check(Reflect.get(value, name)));

const isEmoji: Check = (value) =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.entries(value).every(([name, drawn]) => name.length <= protocolLimits.emojiNameMaxChars && text(drawn));
const nameColour = /^#[0-9a-f]{6}( #[0-9a-f]{6})?$/;

const isMessage = object({
  id,
  channel: id,
  seq: atLeast(1),
  rev: atLeast(1),
  user: object({ id, username: text }),
  content: text,
  timestamp: text,
  edited_at: orNull(text),
  deleted_at: orNull(text),
  pinned_at: orNull(text),
  mentions: listOf(id),
  emoji: (value) => value === undefined || isEmoji(value),
});

const isJoinedChannel = object({
  id,
  kind: oneOf('room', 'dm', 'server'),
  type: oneOf('text', 'voice'),
  name: text,
  topic: text,
  server_id: orNull(id),
  category_id: orNull(id),
  position: whole,
  slow_mode_s: count,
  archived: isTrueOrFalse,
  created_at: text,
  last_seq: count,
  last_rev: count,
  marker: object({ read_seq: count, unread: count, mentions: count, rev: count }),
  permissions: listOf(oneOf(...permissionNames)),
  peer: orNull(
    object({
      id,
      username: text,
      display_name: text,
      name_colour: orNull((value) => typeof value === 'string' && nameColour.test(value)),
      badge: text,
      status: oneOf('online', 'away', 'dnd', 'offline'),
      status_text: text,
      created_at: text,
    }),
  ),
});
