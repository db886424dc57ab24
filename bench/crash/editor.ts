// A user who edits and deletes own messages through crashes: an acknowledged change is the message's content from then on.
import { MessageId, newId, type ChannelId } from '../../common/ids.ts';
import type { Ask } from '../client.ts';

export interface Editor {
  /** The contents that each message may have: the last acknowledged one, or one that was tried after it. */
  readonly possible: ReadonlyMap<MessageId, readonly string[]>;
  /** Sends and changes until `finish`, or until the host is gone. */
  run(ask: Ask): Promise<void>;
  finish(): void;
}

const editsPerMessage = 3;

export function createEditor(channel: ChannelId): Editor {
  const possible = new Map<MessageId, string[]>();
  let finishing = false;

  const work = async (ask: Ask) => {
    const id = newId(MessageId);
    await attempt(id, 'first', () => ask('message.send', { id, channel, content: 'first' }));
    for (let n = 1; n <= editsPerMessage; n++)
      await attempt(id, `edit ${n}`, () => ask('message.edit', { id, content: `edit ${n}` }));
    if (possible.size % 2 === 0) await attempt(id, '', () => ask('message.delete', { id }));
  };

  const attempt = async (id: MessageId, content: string, change: () => Promise<unknown>) => {
    const before = possible.get(id) ?? [];
    possible.set(id, [...before, content]);
    await change();
    possible.set(id, [content]);
  };

  const run = async (ask: Ask) => {
    while (!finishing) {
      const done = await work(ask).then(
        () => true,
        () => false,
      );
      if (!done) return;
    }
  };

  return { possible, run, finish: () => (finishing = true) };
}
