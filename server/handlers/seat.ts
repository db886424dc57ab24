// The loading half of requests about a channel: the channel, and the asker's seat in it.
import type { Refusal } from '../../common/errors.ts';
import type { ChannelId } from '../../common/ids.ts';
import { noSuchChannel } from '../domain/permissions.ts';
import type { Seat } from '../store/channels.ts';
import type { Context } from './context.ts';

export async function seatIn(context: Context, params: { readonly channel: ChannelId }): Promise<Seat | Refusal> {
  return (await context.seats.find(params.channel, context.login.user.id)) ?? noSuchChannel();
}
