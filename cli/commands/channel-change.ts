// What the commands that change a channel have in common.
import type { Params } from '../../common/requests.ts';
import { isFailure, type Failure } from '../net/caller.ts';
import type { Context, Outcome } from './command.ts';
import { notice } from './effect.ts';
import { channelTitle, roomTarget } from './target.ts';

/** Answers what to say of it. */
export async function channelChange(
  { caller, form }: Context,
  target: string,
  changes: Omit<Params<'channel.update'>, 'channel'>,
): Promise<((what: string) => Outcome) | Failure> {
  const channel = await caller.call('channel.resolve', { target: roomTarget(target) });
  if (isFailure(channel)) return channel;
  const changed = await caller.call('channel.update', { channel: channel.id, ...changes });
  if (isFailure(changed)) return changed;
  const { id, name, topic, category_id, position, slow_mode_s, archived } = changed;
  const json = { id, name, topic, category_id, position, slow_mode_s, archived };
  return (what) => ({
    rows: [{ lines: form === 'screen' ? [] : [`${id}  #${name}`], json }],
    effects: [notice(`${channelTitle(channel)} ${what}.`)],
  });
}
