import { expect, test } from 'vitest';
import { ChannelId, newId } from '../../common/ids.ts';
import type { Envelope } from './bus.ts';
import { createLocalBus } from './local.ts';

const envelope: Envelope = { type: 'events', to: { type: 'channel', id: newId(ChannelId) }, events: [] };

test('every listener is told, and one that failed is reported without keeping it from the others', () => {
  const errors: unknown[] = [];
  const heard: Envelope[] = [];
  const bus = createLocalBus((error) => errors.push(error));
  const failure = new Error('a listener failed');
  bus.subscribe(() => {
    throw failure;
  });
  const end = bus.subscribe((told) => heard.push(told));
  bus.publish(envelope);
  end();
  bus.publish(envelope);
  expect([heard, errors]).toEqual([[envelope], [failure, failure]]);
});
