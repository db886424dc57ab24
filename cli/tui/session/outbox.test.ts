import { expect, test } from 'vitest';
import { makeSafe } from '../../../common/safe-text.ts';
import { channelId, messageId, room, state as hostState, userId } from '../../../common/test-data.ts';
import { Refusal } from '../../../common/errors.ts';
import type { Caller } from '../../net/caller.ts';
import { openDisk } from '../../store/disk.ts';
import type { OutboxRow } from '../../store/state.ts';
import { createStore } from '../../store/store.ts';
import { createOutbox } from './outbox.ts';

const row = (n: number, more: Partial<OutboxRow> = {}): OutboxRow => ({
  id: messageId(n),
  channel: channelId(1),
  user: userId(0),
  content: `text ${n}`,
  createdAt: n,
  state: 'waiting',
  reason: null,
  ...more,
});

/** An outbox at a host that refuses everything with `code`; what was asked for is kept. */
function outboxAt(code: Refusal['code']) {
  const store = createStore();
  store.apply({ type: 'ready', state: makeSafe(hostState([room(1, 'general'), room(2, 'random')])) });
  const disk = openDisk(':memory:');
  const asked: unknown[] = [];
  const caller: Caller = {
    call: (_name, params) => {
      asked.push(params);
      return Promise.resolve(new Refusal(code));
    },
  };
  return { store, disk, asked, outbox: createOutbox(store, disk, caller, () => true) };
}

test('what another person wrote here is not sent under this name', () => {
  const { store, disk, asked, outbox } = outboxAt('internal');
  disk.add(row(1, { user: userId(5) }));
  store.apply({ type: 'outbox', rows: [row(1, { user: userId(5) }), row(2)] });
  outbox.resume();
  expect(asked).toEqual([{ id: messageId(2), channel: channelId(1), content: 'text 2' }]);
});

test.each([
  ['rate_limited', 'waiting'],
  ['unavailable', 'waiting'],
  ['not_logged_in', 'waiting'],
  ['not_a_member', 'failed'],
  ['too_large', 'failed'],
] as const)('after %s a message is %s', async (code, state) => {
  const { store, outbox } = outboxAt(code);
  outbox.send(channelId(1), 'text');
  await Promise.resolve();
  await Promise.resolve();
  expect(store.get().outbox[0]?.state).toBe(state);
});
