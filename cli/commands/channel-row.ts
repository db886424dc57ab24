// A channel as commands print it.
import type { JoinedChannel } from '../../common/model.ts';
import type { Row } from './command.ts';
import { channelTitle } from './target.ts';

export function channelRow(channel: JoinedChannel): Row {
  const { id, kind, name, topic } = channel;
  return {
    lines: [`${id}  ${channelTitle(channel)}`],
    json: { id, kind, name, topic, peer: channel.peer?.username ?? null },
  };
}
