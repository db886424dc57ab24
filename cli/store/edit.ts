// The one way to change a channel inside the state: the same state comes back when nothing changed.
import type { ChannelId } from '../../common/ids.ts';
import type { ChannelState, ClientState } from './state.ts';

export function withChannel(
  state: ClientState,
  id: ChannelId,
  change: (channel: ChannelState) => ChannelState,
): ClientState {
  const channel = state.channels.get(id);
  if (channel === undefined) return state;
  const next = change(channel);
  return next === channel ? state : { ...state, channels: new Map(state.channels).set(id, next) };
}
