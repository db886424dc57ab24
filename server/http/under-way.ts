// The requests over HTTP that are being answered, so that a node can stop after the last of them.
import type { Server, ServerResponse } from 'node:http';

export interface UnderWay {
  watch(server: Server): void;
  /** Notes an answer that is being made: its client may have gone while the handler is still at work. */
  made<T>(answer: T): T;
  /** From here on connections end with their next answer, instead of bringing further requests. */
  endConnections(): void;
  /** Resolves when nothing is being answered, or after `withinMs`. */
  done(withinMs: number): Promise<void>;
}

export function createUnderWay(): UnderWay {
  const pieces = new Set<Promise<unknown>>();
  const responses = new Set<ServerResponse>();
  let ending = false;

  const note = (work: Promise<unknown>) => {
    const piece = work.catch(() => {}).finally(() => pieces.delete(piece));
    pieces.add(piece);
  };
  const noneLeft = async () => {
    while (pieces.size > 0) await Promise.all(pieces);
  };

  return {
    watch: (server) => {
      // Before the listener that answers: an answer may be on its way in the same turn.
      server.prependListener('request', (_request, response) => {
        responses.add(response);
        if (ending) endWith(response);
        note(new Promise<void>((resolve) => response.once('close', resolve)).finally(() => responses.delete(response)));
      });
    },
    made: (answer) => {
      if (answer instanceof Promise) note(answer);
      return answer;
    },
    endConnections: () => {
      ending = true;
      for (const response of responses) endWith(response);
    },
    done: async (withinMs) => {
      const late = new Promise<void>((resolve) => setTimeout(resolve, withinMs).unref());
      await Promise.race([noneLeft(), late]);
    },
  };
}

function endWith(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}
