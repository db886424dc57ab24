// The names that a message mentions, with those of everybody whom `@everyone`, `@here` or a role calls, before it is written.
import { Refusal } from '../../common/errors.ts';
import type { UserId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import { has } from '../../common/permissions.ts';
import { callsIn, mentionedNames, roleWord } from '../domain/mentions.ts';
import { calledNames, callableRoles } from '../store/called.ts';
import type { Membership } from '../store/channels.ts';
import type { Context } from './context.ts';

type Author = Pick<Context, 'db'> & { readonly author: UserId };

/** Whether anybody can be called by it: a text without "@", and any text in a DM, costs nothing. */
export function mayCall(content: string, { channel }: Membership): boolean {
  return channel.kind !== 'dm' && content.includes('@');
}

/** Who may not call everybody writes plain text; who would call too many is refused, since nobody could tell who was. */
export async function mentioned(
  { db, author }: Author,
  content: string,
  { channel, member }: Membership,
): Promise<readonly string[] | Refusal> {
  const names = mentionedNames(content);
  if (member === null) return names;
  const all = has(member.permissions, 'mention_everyone');
  const calls = callsIn(content);
  const known =
    channel.server_id === null || calls.words.length === 0 ? [] : await callableRoles(db, channel.server_id);
  const roles = known.filter((role) => (all || role.mentionable) && calls.words.includes(roleWord(role.name)));
  const [everyone, here] = [all && calls.everyone, all && calls.here];
  if (!everyone && !here && roles.length === 0) return names;
  const most = protocolLimits.calledMaxPerMessage;
  const call = { channel: channel.id, by: author, everyone, here, roles: roles.map(({ id }) => id) };
  const called = await calledNames(db, call, most + 1);
  if (called.length > most)
    return new Refusal('limit_reached', `That would notify more than ${most} people at once; leave the @ out.`);
  return [...new Set([...names, ...called])];
}
