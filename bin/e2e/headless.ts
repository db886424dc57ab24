// The client as it is under its screen: a store, an outbox and a connection that comes back, for suites that need many.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelId } from '../../common/ids.ts';
import type { SafeMessage } from '../../common/safe-message.ts';
import { openDisk } from '../../cli/store/disk.ts';
import { createStore } from '../../cli/store/store.ts';
import { openSession } from '../../cli/tui/session/session.ts';

export interface Headless {
  readonly channel: ChannelId;
  send(content: string): void;
  /** What the open channel holds. */
  messages(): readonly SafeMessage[];
  /** What is typed and not acknowledged. */
  waiting(): number;
  /** Messages that the host refused for good: nothing of it is sent again by itself. */
  readonly refused: ReadonlySet<string>;
  /** How often it has come in. */
  arrivals(): number;
  close(): void;
}

/** Comes in, and opens the channel of that name. */
export async function openHeadless(url: string, token: string, channelName: string): Promise<Headless> {
  const store = createStore();
  const refused = new Set<string>();
  let arrivals = 0;
  const disk = openDisk(':memory:');
  const session = openSession({ url, token, store, disk, onReady: () => void (arrivals += 1) });
  store.subscribe(() => {
    for (const { state, reason } of store.get().outbox) if (state === 'failed') refused.add(`${reason?.code}`);
  });
  const find = () => [...store.get().channels.values()].find(({ info }) => String(info.name) === channelName)?.id;
  let channel = find();
  for (; channel === undefined; channel = find()) await sleep(10);
  const opened = channel;
  store.apply({ type: 'opened', channel: opened });
  return {
    channel: opened,
    send: (content) => void session.outbox.send(opened, content),
    messages: () => store.get().channels.get(opened)?.window.messages ?? [],
    waiting: () => store.get().outbox.length,
    refused,
    arrivals: () => arrivals,
    close: () => {
      session.close();
      store.close();
      disk.close();
    },
  };
}
