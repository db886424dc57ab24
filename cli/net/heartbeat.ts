// Notices a dead connection: says something at every beat, and ends a socket that has been silent for two.
import type { WebSocket } from 'ws';

export interface Heartbeat {
  heard(): void;
  stop(): void;
}

export function startHeartbeat(socket: WebSocket, everyMs: number, random: () => number): Heartbeat {
  let quietBeats = 0;
  let timer: NodeJS.Timeout;
  const beat = () => {
    quietBeats += 1;
    if (quietBeats > 2) {
      socket.terminate();
      return;
    }
    socket.send(JSON.stringify({ type: 'heartbeat' }));
    plan();
  };
  // A little less than the agreed time, spread, so that ten thousand clients do not beat together.
  const plan = () => {
    timer = setTimeout(beat, everyMs * (0.7 + 0.2 * random()));
  };
  plan();
  return {
    heard() {
      quietBeats = 0;
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
