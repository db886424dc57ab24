// The bus between nodes: NATS, core only (https://docs.nats.io/nats-concepts/core-nats), at most once, which the contract
// allows. A node follows the subjects of the channels and users of its own clients.
import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { Envelope, type Address, type Bus } from './bus.ts';
import { createListeners } from './listeners.ts';
import { openNatsLink } from './nats-link.ts';
import { pieces } from './pieces.ts';

export interface NatsOptions {
  /** `nats://[user:password@]host[:port]` or `tls://...`, several separated by commas. */
  readonly url: string;
  /** Keeps hosts apart that share a NATS: the epoch of the database. */
  readonly namespace: string;
  readonly onError: (error: unknown) => void;
  readonly onNews: (text: string) => void;
}

/** Nobody waits longer to hear that a subscription has reached the server. */
const followWithinMs = 1000;

export async function openNatsBus({ url, namespace, onError, onNews }: NatsOptions): Promise<Bus> {
  const listeners = createListeners(onError);
  const subjectOf = (to: Address) => `devchat.${namespace}.${to.type}${to.type === 'sharing' ? '' : `.${to.id}`}`;
  /** What is followed, by subject; without a subscription until there is a connection. */
  const followed = new Map<string, Subscription | undefined>([
    [subjectOf({ type: 'sharing', channels: [] }), undefined],
  ]);
  let reaching: Promise<void> | undefined;
  let last: NatsConnection | undefined;
  let look = () => {};

  const hear = (error: Error | null, message: Msg) => {
    const envelope = error === null ? parse(message) : undefined;
    if (envelope !== undefined) listeners.tell(envelope);
  };
  const subscribe = (connection: NatsConnection | undefined, subject: string) => {
    followed.set(subject, connection?.subscribe(subject, { callback: hear }));
  };

  const link = await openNatsLink({
    url,
    onError,
    onNews,
    onUp: (connection) => {
      for (const [subject, known] of followed)
        if (connection !== last || known === undefined) subscribe(connection, subject);
      last = connection;
      look();
    },
  });

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
      const subject = subjectOf(envelope.type === 'events' ? envelope.to : { type: 'user', id: envelope.user });
      for (const piece of pieces(envelope, live.info?.max_payload ?? 0)) live.publish(subject, piece);
    },
    subscribe: (listener) => listeners.add(listener),
    follow: (topic) => {
      const subject = subjectOf(topic);
      if (!followed.has(subject)) subscribe(link.live, subject);
    },
    unfollow: (topic) => {
      const subject = subjectOf(topic);
      followed.get(subject)?.unsubscribe();
      followed.delete(subject);
    },
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

async function answerOf(connection: NatsConnection | undefined): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, followWithinMs).unref());
  await Promise.race([connection?.flush().catch(() => {}), late]);
}

/** What does not fit is of another version of devchat: whoever misses it finds it in the database. */
function parse(message: Msg): Envelope | undefined {
  try {
    return Envelope.safeParse(message.json()).data;
  } catch {
    return undefined;
  }
}
