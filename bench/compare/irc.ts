// A member of a channel over IRC.
import { talk, type Room, type Seat } from './seat.ts';

export async function joinIrc({ port, channel, members }: Room, member: number): Promise<Seat> {
  const name = members[member] ?? '';
  const { socket, tell } = await talk(port);
  await tell(`NICK ${name}\r\nUSER ${name} 0 * :${name}\r\n`, ' 001 ');
  // 366 ends the list of names, which follows the join.
  await tell(`JOIN ${channel}\r\n`, ' 366 ');
  const say = (content: string) => void socket.write(`PRIVMSG ${channel} :${content}\r\n`);
  return { socket, say };
}
