// A member of the room on any server: a socket that has joined, and how to say something on it.
import type { Socket } from 'node:net';
import { connected } from '../wire.ts';

/** Where the members go, and who they are: a user name or a token for each. */
export interface Room {
  readonly protocol: 'devchat' | 'xmpp' | 'irc';
  readonly port: number;
  readonly channel: string;
  readonly members: readonly string[];
}

export interface Seat {
  readonly socket: Socket;
  readonly say: (content: string) => void;
}

export interface Talk {
  readonly socket: Socket;
  /** Writes, and resolves when the answer has this text; throws when the server ends the connection instead. */
  readonly tell: (words: string | Buffer, until: string) => Promise<void>;
}

export async function talk(port: number): Promise<Talk> {
  const socket = await connected(port, '127.0.0.1');
  const tell = async (words: string | Buffer, until: string) =>
    await new Promise<void>((resolve, reject) => {
      let heard = '';
      const ended = () => reject(new Error(`waited for ${until} and heard ${heard}`));
      const read = (chunk: Buffer) => {
        heard += chunk.toString('latin1');
        if (!heard.includes(until)) return;
        socket.off('data', read);
        socket.off('close', ended);
        resolve();
      };
      socket.on('data', read);
      socket.once('close', ended);
      socket.write(words);
    });
  return { socket, tell };
}
