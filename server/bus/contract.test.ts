// What every bus does, on the one inside a node and on NATS.
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { newId, ChannelId, MessageId, TokenId, UserId } from '../../common/ids.ts';
import { message } from '../../common/test-data.ts';
import { silentMeter } from '../domain/meter.ts';
import { natsUrl } from '../test-nats.ts';
import type { Bus, Envelope } from './bus.ts';
import { createLocalBus } from './local.ts';
import { openNatsBus } from './nats.ts';

interface Implementation {
  readonly name: string;
  /** As many ends of one bus as there are nodes on it. */
  readonly open: () => Promise<readonly [Bus, ...Bus[]]>;
}

const errors: unknown[] = [];
const onError = (error: unknown) => void errors.push(error);
const natsPair = async (): Promise<readonly [Bus, Bus]> => {
  const options = { url: natsUrl() ?? '', namespace: randomUUID(), meter: silentMeter, onError, onNews: () => {} };
  return [await openNatsBus(options), await openNatsBus(options)];
};
const implementations: Implementation[] = [
  { name: 'local', open: async () => [createLocalBus(onError)] },
  ...(natsUrl() === undefined ? [] : [{ name: 'nats', open: natsPair }]),
];

const channel = newId(ChannelId);
const user = newId(UserId);
const toChannel = (id: ChannelId, seq = 1): Envelope => ({
  type: 'events',
  to: { type: 'channel', id },
  events: [{ type: 'message.created', message: message(seq, { channel: id }) }],
});
const toUser = (id: UserId): Envelope => ({
  type: 'events',
  to: { type: 'user', id },
  events: [{ type: 'channel.left', channel }],
});
const toSharing: Envelope = {
  type: 'events',
  to: { type: 'sharing', channels: [channel, newId(ChannelId)] },
  events: [{ type: 'presence.updated', user, status: 'away', status_text: 'tea' }],
};

describe.each(implementations)('$name', ({ open }) => {
  let buses: readonly [Bus, ...Bus[]];
  const hearing = (bus: Bus): Envelope[] => {
    const heard: Envelope[] = [];
    bus.subscribe((envelope) => heard.push(envelope));
    return heard;
  };
  /** Both ends, which are one where there is one node; what the far one hears, and a mark that all of it has come. */
  const prepare = async () => {
    buses = await open();
    const [near] = buses;
    const far = buses.at(-1) ?? near;
    const mark = newId(UserId);
    far.follow({ type: 'user', id: mark });
    await far.reached();
    const heard = hearing(far);
    const all = async () => {
      near.publish(toUser(mark));
      const isMark = (envelope: Envelope) =>
        envelope.type === 'events' && 'id' in envelope.to && envelope.to.id === mark;
      while (!heard.some(isMark)) await new Promise((resolve) => setTimeout(resolve, 5));
      return heard.filter((envelope) => !isMark(envelope));
    };
    return { near, far, all };
  };
  afterEach(async () => {
    for (const bus of buses) await bus.close();
    errors.length = 0;
  });

  test('what is published reaches those who follow its channel or user, as it was and in order', async () => {
    const { near, far, all } = await prepare();
    far.follow({ type: 'channel', id: channel });
    far.follow({ type: 'user', id: user });
    await far.reached();
    const revoked: Envelope = { type: 'revoked', user, token: newId(TokenId) };
    const sent = [toChannel(channel, 1), toChannel(channel, 2), toUser(user), revoked];
    for (const envelope of sent) near.publish(envelope);
    expect(await all()).toEqual(sent);
  });

  test('what is for everybody who shares a channel reaches every node', async () => {
    const { near, all } = await prepare();
    near.publish(toSharing);
    expect(await all()).toEqual([toSharing]);
  });

  test('the publisher hears its own at once, and once', async () => {
    const { near } = await prepare();
    near.follow({ type: 'channel', id: channel });
    await near.reached();
    const heard = hearing(near);
    near.publish(toChannel(channel));
    expect(heard).toEqual([toChannel(channel)]);
    await near.reached();
    expect(heard).toHaveLength(1);
  });

  test('a listener that fails is reported, and keeps nothing from the others', async () => {
    const { near } = await prepare();
    const failure = new Error('a listener failed');
    near.subscribe(() => {
      throw failure;
    });
    const heard = hearing(near);
    near.publish(toSharing);
    expect([heard, errors]).toEqual([[toSharing], [failure]]);
  });

  test('who has ended the subscription hears no more', async () => {
    const { near } = await prepare();
    const heard: Envelope[] = [];
    near.subscribe((envelope) => heard.push(envelope))();
    near.publish(toSharing);
    expect(heard).toEqual([]);
  });
});

describe.skipIf(natsUrl() === undefined)('nats between nodes', () => {
  let near: Bus;
  let far: Bus;
  const heardByFar = (): Envelope[] => {
    const heard: Envelope[] = [];
    far.subscribe((envelope) => heard.push(envelope));
    return heard;
  };
  afterEach(async () => {
    await near.close();
    await far.close();
  });

  test('a node hears only of the channels and users that it follows, and no more when it does not', async () => {
    [near, far] = await natsPair();
    const [followed, left] = [newId(ChannelId), newId(ChannelId)];
    for (const id of [followed, left]) far.follow({ type: 'channel', id });
    far.unfollow({ type: 'channel', id: left });
    await far.reached();
    const heard = heardByFar();
    for (const id of [newId(ChannelId), left, followed]) near.publish(toChannel(id));
    while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(heard).toEqual([toChannel(followed)]);
  });

  test('hosts that share a NATS do not hear each other', async () => {
    [near, far] = await natsPair();
    const [stranger, other] = await natsPair();
    far.follow({ type: 'channel', id: channel });
    await far.reached();
    const heard = heardByFar();
    stranger.publish(toChannel(channel, 7));
    await stranger.reached();
    near.publish(toChannel(channel, 1));
    while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(heard).toEqual([toChannel(channel, 1)]);
    await stranger.close();
    await other.close();
  });

  test('a commit larger than NATS takes at once crosses in pieces, in order', async () => {
    [near, far] = await natsPair();
    far.follow({ type: 'channel', id: channel });
    await far.reached();
    const heard = heardByFar();
    const events = Array.from({ length: 200 }, (_, i) => ({
      type: 'message.created' as const,
      message: message(i + 1, { id: newId(MessageId), channel, content: 'x'.repeat(16_000) }),
    }));
    near.publish({ type: 'events', to: { type: 'channel', id: channel }, events });
    const received = () => heard.flatMap((envelope) => (envelope.type === 'events' ? envelope.events : []));
    while (received().length < events.length) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(received()).toEqual(events);
    expect(heard.length).toBeGreaterThan(1);
  });
});
