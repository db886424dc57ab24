// A bare socket beside a device: it hears what the host tells that login, and holds every event against the schema.
import { isDeepStrictEqual } from 'node:util';
import { Event, type EventType } from '../../../common/events.ts';
import { connect, textOf, unwrap, type Person } from '../../../server/test-node.ts';
import { differences } from './differences.ts';

export interface Ear {
  readonly heard: readonly EventType[];
  /** What was said of events that common/events.ts does not know. */
  readonly beyondSchema: readonly string[];
  /** Resolves when everything that the host has told this socket so far is heard. */
  caughtUp(): Promise<void>;
  readonly closed: Promise<{ code: number; reason: string }>;
  close(): void;
}

export async function openEar(url: string, { token }: Pick<Person, 'token'>): Promise<Ear> {
  const socket = await connect(url, token);
  const heard = socket.heard.map((event) => event.type);
  const beyondSchema: string[] = [];
  socket.ws.on('message', (data) => {
    const frame: { type: string; event?: unknown } = JSON.parse(textOf(data));
    if (frame.type !== 'event') return;
    const event = Event.parse(frame.event);
    heard.push(event.type);
    // A field that the schema does not name would be seen by everybody who hears the event.
    if (!isDeepStrictEqual(event, frame.event))
      beyondSchema.push(...differences(frame.event, event).map((line) => `${event.type}: ${line}`));
  });
  return {
    heard,
    beyondSchema,
    caughtUp: async () => void unwrap(await socket.ask('host.info', {})),
    closed: socket.closed,
    close: () => socket.close(),
  };
}
