// A member on a devchat host.
import { MessageId, newId } from '../../common/ids.ts';
import { textFrame, upgradeRequest } from '../wire.ts';
import { talk, type Room, type Seat } from './seat.ts';

export async function joinDevchat({ port, channel, members }: Room, member: number): Promise<Seat> {
  const { socket, tell } = await talk(port);
  await tell(upgradeRequest(`127.0.0.1:${port}`), '"hello"');
  const identify = { type: 'identify', token: members[member] };
  await tell(textFrame(JSON.stringify(identify), 'masked'), '"ready"');
  const say = (content: string) => {
    const params = { id: newId(MessageId), channel, content };
    const frame = { type: 'request', id: 1, request: 'message.send', params };
    socket.write(textFrame(JSON.stringify(frame), 'masked'));
  };
  return { socket, say };
}
