// The loading half of requests about a channel: the channel, and the asker's membership in it.
import type { Refusal } from '../../common/errors.ts';
import type { ChannelId } from '../../common/ids.ts';
import { noSuchChannel } from '../domain/rules/channels.ts';
import type { Membership } from '../store/channels.ts';
import type { Context } from './context.ts';

export async function membershipIn(
  context: Context,
  params: { readonly channel: ChannelId },
): Promise<Membership | Refusal> {
  return (await context.memberships.find(params.channel, context.login.user.id)) ?? noSuchChannel();
}
