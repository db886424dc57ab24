// Large messages, as fast as somebody can write them, to fill the buffers of who does not read.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelId } from '../../../common/ids.ts';
import type { Writer } from './writer.ts';

/** JSON writes each of these in six bytes, so that a message fills 80 KB of a reader's buffers. */
const flooding = '\u0001'.repeat(14_000);
const escapedBytes = 6;
const everyMs = 20;
const lanes = 3;

/** Begins to pour; the answered function ends it, and answers how many bytes that were. */
export function createFlood(writer: Writer | undefined, channel: ChannelId | undefined): () => () => Promise<number> {
  let poured = 0;
  return () => {
    const before = poured;
    let over = false;
    const pour = async () => {
      while (!over && writer !== undefined && channel !== undefined) {
        await writer.send(channel, `flood ${(poured += 1)} ${flooding}`);
        await sleep(everyMs);
      }
    };
    const pouring = Promise.all(Array.from({ length: lanes }, pour));
    return async () => {
      over = true;
      await pouring;
      return (poured - before) * flooding.length * escapedBytes;
    };
  };
}
