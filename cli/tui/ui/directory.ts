// The rooms of the host by a part of their name.
import { protocolLimits } from '../../../common/limits.ts';
import type { ListedChannel } from '../../../common/model.ts';
import { makeSafe, type Safe } from '../../../common/safe-text.ts';
import { isFailure } from '../../net/caller.ts';
import type { App } from './app.ts';

const shownMax = 50;

/** Null: the host did not say. */
export async function listRooms(app: App, text: string): Promise<readonly Safe<ListedChannel>[] | null> {
  const query = text.replace(/^#/, '').toLowerCase().slice(0, protocolLimits.channelNameMaxChars);
  const answer = await app.session()?.gateway.call('channel.list', { query, limit: shownMax });
  return answer === undefined || isFailure(answer) ? null : makeSafe(answer.channels);
}
