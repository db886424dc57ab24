// The bus between nodes: NATS, core only (https://docs.nats.io/nats-concepts/core-nats), at most once, which the contract
// allows. A node follows the subjects of the channels and users of its own clients.
import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { Envelope, type Address, type Bus } from './bus.ts';
import type { Meter } from '../domain/meter.ts';
import { createListeners } from './listeners.ts';
import { openNatsLink, type NatsLinkOptions } from './nats-link.ts';
import { pieces } from './pieces.ts';

export interface NatsOptions {
  /** `nats://[user:password@]host[:port]` or `tls://...`, several separated by commas. */
  readonly url: string;
  /** Keeps hosts apart that share a NATS: the epoch of the database. */
  readonly namespace: string;
  readonly meter: Pick<Meter, 'bus'>;
  readonly onError: (error: unknown) => void;
  readonly onNews: NatsLinkOptions['onNews'];
}

/** Nobody waits longer to hear that a subscription has reached the server. */
const followWithinMs = 300;

export async function openNatsBus({ url, namespace, meter, onError, onNews }: NatsOptions): Promise<Bus> {
  const listeners = createListeners(onError);
  const subjectOf = (to: Address) => `devchat.${namespace}.${to.type}${to.type === 'sharing' ? '' : `.${to.id}`}`;
  const subjects = createSubjects((message) => {
    const envelope = parse(message);
    if (envelope === undefined) return;
    meter.bus('received');
    listeners.tell(envelope);
  });
  subjects.follow(undefined, subjectOf({ type: 'sharing', channels: [] }));
  let reaching: Promise<void> | undefined;
  let look = () => {};
  const onUp = (connection: NatsConnection) => {
    subjects.up(connection);
    look();
  };
  const link = await openNatsLink({ url, onError, onNews, onUp });

  /** One question to the server serves everybody who began to follow something in this turn. */
  const askServer = () =>
    Promise.resolve().then(() => {
      reaching = undefined;
      return answerOf(link.live);
    });

  return {
    publish: (envelope) => {
      listeners.tell(envelope);
      const { live } = link;
      // What is published while nobody can hear it would only be late: the database has it.
      if (live === undefined) return;
      const subject = subjectOf(addresseeOf(envelope));
      try {
        for (const piece of pieces(envelope, live.info?.max_payload ?? 0)) {
          live.publish(subject, piece);
          meter.bus('published');
        }
      } catch (error) {
        // It was closed a moment ago; the commit that was to be told of stands.
        onError(error);
      }
    },
    subscribe: (listener) => listeners.add(listener),
    follow: (topic) => subjects.follow(link.live, subjectOf(topic)),
    unfollow: (topic) => subjects.unfollow(subjectOf(topic)),
    reached: () => (reaching ??= askServer()),
    onDoubt: (then) => {
      look = then;
    },
    close: async () => {
      listeners.clear();
      await link.close();
    },
  };
}

/** What is followed, by subject; without a subscription until there is a connection. */
function createSubjects(hear: (message: Msg) => void) {
  const followed = new Map<string, Subscription | undefined>();
  let last: NatsConnection | undefined;
  const callback = (error: Error | null, message: Msg) => (error === null ? hear(message) : undefined);
  const subscribe = (connection: NatsConnection | undefined, subject: string) =>
    void followed.set(subject, connection?.subscribe(subject, { callback }));

  return {
    follow: (live: NatsConnection | undefined, subject: string) => {
      if (!followed.has(subject)) subscribe(live, subject);
    },
    unfollow: (subject: string) => {
      followed.get(subject)?.unsubscribe();
      followed.delete(subject);
    },
    /** The last connection keeps its subscriptions when it comes back; a new one has none. */
    up: (connection: NatsConnection) => {
      for (const [subject, known] of followed)
        if (connection !== last || known === undefined) subscribe(connection, subject);
      last = connection;
    },
  };
}

async function answerOf(connection: NatsConnection | undefined): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, followWithinMs).unref());
  await Promise.race([connection?.flush().catch(() => {}), late]);
}

function addresseeOf(envelope: Envelope): Address {
  switch (envelope.type) {
    case 'events':
      return envelope.to;
    case 'revoked':
    case 'user_changed':
      return { type: 'user', id: envelope.user };
    case 'settings_changed':
      return { type: 'sharing', channels: [] };
  }
}

/** What does not fit is of another version of devchat: whoever misses it finds it in the database. */
function parse(message: Msg): Envelope | undefined {
  try {
    return Envelope.safeParse(message.json()).data;
  } catch {
    return undefined;
  }
}
