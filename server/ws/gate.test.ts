import { expect, test } from 'vitest';
import type { Envelope } from '../bus/bus.ts';
import { ChannelId, newId, TokenId, UserId } from '../../common/ids.ts';
import { createGate } from './gate.ts';

const [user, channel] = [newId(UserId), newId(ChannelId)];
const typing = (): Envelope => ({
  type: 'events',
  to: { type: 'channel', id: channel },
  events: [{ type: 'typing', channel, user: newId(UserId) }],
});

function gate() {
  const passed: Envelope[] = [];
  const node = { certain: true, dropped: 0 };
  const options = {
    isCertain: () => node.certain,
    pass: (one: Envelope) => void passed.push(one),
    onDropped: () => void (node.dropped += 1),
  };
  return { passed, node, gate: createGate(options) };
}

test('what a node hears passes while it is certain of who may hear it', () => {
  const { passed, gate: open } = gate();
  const heard = [typing(), typing()];
  for (const envelope of heard) open.hear(envelope);
  expect(passed).toEqual(heard);
});

test('otherwise it waits, in its order, until the node is certain again; what comes first then does not overtake it', () => {
  const { passed, node, gate: closed } = gate();
  const heard = [typing(), typing(), typing()];
  node.certain = false;
  for (const envelope of heard.slice(0, 2)) closed.hear(envelope);
  expect(passed).toEqual([]);
  node.certain = true;
  for (const envelope of heard.slice(2)) closed.hear(envelope);
  closed.open();
  expect(passed).toEqual(heard);
});

test('the end of a login waits for nothing', () => {
  const { passed, node, gate: closed } = gate();
  node.certain = false;
  const revoked: Envelope = { type: 'revoked', user, token: newId(TokenId) };
  closed.hear(typing());
  closed.hear(revoked);
  expect(passed).toEqual([revoked]);
});

test.each([
  [10_000, 0],
  [10_001, 1],
])('of %i events that are held, what is too much is dropped, and said', (count, dropped) => {
  const { passed, node, gate: closed } = gate();
  node.certain = false;
  for (let i = 0; i < count; i++) closed.hear(typing());
  closed.open();
  expect([passed.length, node.dropped]).toEqual([10_000, dropped]);
});
