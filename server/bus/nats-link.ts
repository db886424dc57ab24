// One connection to NATS that is kept up: made anew until it works, and known to be down when it is.
import { connect, type NatsConnection } from '@nats-io/transport-node';

export interface NatsLinkOptions {
  /** `nats://[user:password@]host[:port]` or `tls://...`, several separated by commas. */
  readonly url: string;
  /** There is a new connection, or the last one is back with the subscriptions that it had; what was sent in between is lost. */
  readonly onUp: (connection: NatsConnection) => void;
  readonly onError: (error: unknown) => void;
  /** What an operator should know: that the bus is `away`, or `there` (again). */
  readonly onNews: (is: 'away' | 'there', text: string) => void;
}

export interface NatsLink {
  /** The connection while it is up. */
  readonly live: NatsConnection | undefined;
  close(): Promise<void>;
}

/** A connection without a sign of life for three of these is given up and made anew. */
const pingEveryMs = 5000;
const retryEveryMs = 500;
/** A start does not wait longer for a NATS that is away: the database has everything, and the bus may come later. */
const firstAttemptMs = 2000;

export async function openNatsLink(options: NatsLinkOptions): Promise<NatsLink> {
  const { onUp, onError, onNews } = options;
  let connection: NatsConnection | undefined;
  let isUp = false;
  let closed = false;

  const connectOnce = async () => {
    const made = await connect(connectOptions(options.url));
    if (closed) return await made.close();
    connection = made;
    isUp = true;
    onNews('there', 'connected to NATS');
    onUp(made);
    return void watch(made).catch(onError);
  };

  const connectUntilItWorks = async () => {
    for (let attempt = 1; connection === undefined && !closed; attempt++) {
      await connectOnce().catch((error: unknown) => {
        if (attempt === 1)
          onNews('away', `NATS does not answer: ${error instanceof Error ? error.message : String(error)}`);
      });
      if (connection === undefined) await pause(retryEveryMs);
    }
  };

  /** Follows the fate of a connection, which comes back by itself until it is closed for good. */
  const watch = async (made: NatsConnection) => {
    for await (const status of made.status()) {
      if (status.type === 'disconnect') {
        isUp = false;
        if (!closed)
          onNews('away', 'the connection to NATS is lost; what it would bring is read from the database meanwhile');
      } else if (status.type === 'reconnect') {
        isUp = true;
        onNews('there', 'connected to NATS again');
        onUp(made);
      } else if (status.type === 'error') onError(status.error);
    }
    isUp = false;
    connection = undefined;
    await connectUntilItWorks();
  };

  await Promise.race([connectUntilItWorks(), pause(firstAttemptMs)]);
  return {
    get live() {
      return isUp ? connection : undefined;
    },
    close: async () => {
      closed = true;
      await connection?.close();
    },
  };
}

/** Without keeping the process alive. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

function connectOptions(url: string) {
  const urls = url.split(',').map((each) => new URL(each));
  const [first] = urls;
  const user = decodeURIComponent(first?.username ?? '');
  const pass = decodeURIComponent(first?.password ?? '');
  return {
    servers: urls.map(({ hostname, port }) => `${hostname}:${port === '' ? '4222' : port}`),
    name: 'devchat',
    noEcho: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: retryEveryMs,
    ignoreAuthErrorAbort: true,
    pingInterval: pingEveryMs,
    ...(first?.protocol === 'tls:' ? { tls: {} } : {}),
    ...(pass !== '' ? { user, pass } : user !== '' ? { token: user } : {}),
  };
}
