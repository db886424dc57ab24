// What is done to a member holds on every node within a second, and at once on the node that did it, while they write.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, MessageId, rootOf, type ChannelId, type ServerId } from '../../common/ids.ts';
import type { Event } from '../../common/events.ts';
import { databaseKinds, lockRow } from '../test-database.ts';
import { natsUrl } from '../test-nats.ts';
import type { Person, Socket } from '../test-node.ts';
import { openStage, type Stage } from './stage.ts';

const withinMs = 1000;
const buses: { readonly name: string; readonly busUrl: string | null }[] = [
  { name: 'on a bus that loses everything', busUrl: null },
  ...(natsUrl() === undefined ? [] : [{ name: 'on NATS', busUrl: natsUrl() ?? null }]),
];

/** A room, or a server with its channel. */
interface Target {
  readonly place: { readonly channel: ChannelId } | { readonly server: ServerId };
  readonly channel: ChannelId;
}

describe.skipIf(!databaseKinds().includes('postgresql')).each(buses)('two nodes $name', ({ busUrl }) => {
  let stage: Stage;
  let ada: Person;
  let eve: Person;

  beforeAll(async () => {
    stage = await openStage(busUrl, { positionCheckMs: 200, framesPerSocketPerSecond: 100_000 });
    ada = await stage.signup('ada');
    eve = await stage.signup('eve');
  });
  afterAll(() => stage.close());

  const room = async (): Promise<Target> => {
    const channel = await stage.room(ada, eve);
    return { place: { channel }, channel };
  };
  const server = async (): Promise<Target> => {
    const { server: id, channel } = await stage.server(ada, eve);
    return { place: { server: id }, channel };
  };
  const places = [
    { where: 'room', open: room },
    { where: 'server', open: server },
  ];
  const removals = [
    { how: 'kicked', request: 'member.kick' },
    { how: 'banned', request: 'member.ban' },
  ] as const;
  const cases = places.flatMap((place) => removals.map((removal) => ({ ...place, ...removal })));

  test.each(cases)('who was $how from a $where hears and reads nothing more anywhere', async ({ open, request }) => {
    const { place, channel } = await open();
    const [near, far] = [await eve.connect(), await stage.there(eve).connect()];
    await ada.send(channel, 'welcome');
    await Promise.all([near, far].map((socket) => socket.event(isMessage(channel, 'welcome'))));
    const ids = [await eve.send(channel, 'mine'), await ada.send(channel, 'theirs')].map(({ id }) => id);
    expect((await stage.there(eve).try('message.history', { channel })).ok).toBeDefined();
    const done = await ada.try(request, { ...place, username: eve.name, reason: 'rude' });
    expect(done.error).toBeUndefined();
    // On the node that did it, at once.
    expect(await codes(eve, channel, ids)).toEqual(shutOut);
    const mark = near.heard.length;
    await sleep(withinMs);
    const farMark = far.heard.length;
    expect(await codes(stage.there(eve), channel, ids)).toEqual(shutOut);
    for (const socket of [near, far])
      expect(await socketCodes(socket, channel)).toEqual(['not_a_member', 'not_a_member'].map(outsideOf(place)));
    for (let i = 0; i < 20; i++) await ada.send(channel, `among ourselves ${i}`);
    await ada.ask('message.pin', { id: (await ada.send(channel, 'pinned')).id });
    // As long as a node takes to look for what the bus lost.
    await sleep(2 * 200);
    expect(about(near.heard.slice(mark), channel, place)).toEqual([]);
    expect(about(far.heard.slice(farMark), channel, place)).toEqual([]);
    for (const socket of [near, far]) socket.close();
  });

  const deeds = [
    ...removals.map((removal) => ({ ...removal, more: {} })),
    { how: 'timed out', request: 'member.time_out', more: { duration_s: 600 } },
  ] as const;
  const races = places.flatMap((place) => deeds.map((deed) => ({ ...place, ...deed })));

  test.each(races)(
    'who floods a $where while being $how gets nothing acknowledged after the answer, elsewhere a second later',
    async ({ open, request, more }) => {
      const { place, channel } = await open();
      const [near, far] = [await eve.connect(), await stage.there(eve).connect()];
      const floods = [flood(near, channel), flood(far, channel)] as const;
      await near.event(
        (event) => event.type === 'message.created' && event.message.channel === channel && event.message.seq > 200,
      );
      await ada.ask(request, { ...place, username: eve.name, ...more } as never);
      const answeredAt = performance.now();
      // What was written before this has a lower number, whichever socket is read first here.
      const atOnce = await ada.send(channel, 'at once');
      await sleep(withinMs - (performance.now() - answeredAt));
      const later = await ada.send(channel, 'a second later');
      await sleep(300);
      for (const each of floods) await each.stop();
      const [here, elsewhere] = [floods[0].acknowledged, floods[1].acknowledged];
      expect(here.filter(({ seq }) => seq > atOnce.seq)).toEqual([]);
      expect(elsewhere.filter(({ seq }) => seq > later.seq)).toEqual([]);
      expect([here.length > 0, elsewhere.length > 0, floods[0].refused > 0, floods[1].refused > 0]).toEqual([
        true,
        true,
        true,
        true,
      ]);
      for (const socket of [near, far]) socket.close();
    },
  );

  test.each(deeds)(
    'a send on its way while its author is $how in a server is answered first, or refused',
    async ({ request, more }) => {
      const { place, channel } = await server();
      // The commit of the send waits for its channel; what is done to a member of a server does not touch it.
      const lock = await lockRow(stage.database, `select 1 from channels where id = '${channel}' for update`);
      const answered: string[] = [];
      const sent = (what: string) =>
        eve
          .try('message.send', draft(channel))
          .then(({ error }) => answered.push(error === undefined ? what : 'refused'));
      const first = sent('first send');
      await until(async () => (await stage.sql(waiting)).length > 0);
      // Permitted, and waiting for the commit after that.
      const second = sent('second send');
      await sleep(100);
      const done = ada
        .ask(request, { ...place, username: eve.name, ...more } as never)
        .then(() => answered.push(request));
      await sleep(300);
      expect(answered).toEqual([]);
      await lock.release();
      await Promise.all([first, second, done]);
      expect(answered[0]).toBe('first send');
      expect(answered.slice(1).toSorted()).toEqual([request, 'refused']);
    },
  );

  test('a time-out ends by itself and early, and who is silenced still reads', async () => {
    const { place, channel } = await server();
    const member = stage.there(eve);
    await ada.ask('member.time_out', { ...place, username: eve.name, duration_s: 600 });
    expect((await eve.try('message.send', draft(channel))).error?.code).toBe('forbidden');
    expect((await eve.try('message.history', { channel })).ok).toBeDefined();
    await ada.ask('member.end_time_out', { ...place, username: eve.name });
    await eve.send(channel, 'sorry');
    await ada.ask('member.time_out', { ...place, username: eve.name, duration_s: 1 });
    expect((await eve.try('message.send', draft(channel))).error?.code).toBe('forbidden');
    // As long as it lasts, and as long as a node remembers.
    await sleep(2 * withinMs);
    for (const who of [eve, member]) await who.send(channel, 'again');
  });

  test('a time-out in a server is seen by its member, and told to the others', async () => {
    const { place, channel } = await server();
    const [watcher, socket] = [await ada.connect(), await eve.connect()];
    const { until } = await ada.ask('member.time_out', { ...place, username: eve.name, duration_s: 600 });
    const own = await socket.event(
      (event) => event.type === 'server.joined' && event.server.me.timed_out_until === until,
    );
    expect(own.type).toBe('server.joined');
    // That they are in the channel may be told as well, of a moment ago.
    const seen = await socket.event(
      (event) => event.type === 'channel.joined' && event.channel.permissions.join() === 'view',
    );
    expect(seen).toMatchObject({ channel: { id: channel } });
    const told = await watcher.event((event) => event.type === 'server.member_updated');
    expect(told).toMatchObject({ member: { username: eve.name, timed_out_until: until } });
    for (const each of [watcher, socket]) each.close();
  });

  test('a pin is heard on the other node, and healed as what it was', async () => {
    const channel = await stage.room(ada, eve);
    const { id } = await ada.send(channel, 'read this');
    const socket = await stage.there(eve).connect();
    await ada.ask('message.pin', { id });
    await socket.event((event) => event.type === 'message.pinned' && event.message.id === id);
    await ada.ask('message.unpin', { id });
    await socket.event((event) => event.type === 'message.unpinned' && event.message.id === id);
    expect(socket.heard.filter((event) => event.type === 'message.created')).toEqual([]);
    socket.close();
  });
});

const isMessage = (channel: ChannelId, content: string) => (event: Event) =>
  event.type === 'message.created' && event.message.channel === channel && event.message.content === content;

const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
const until = async (condition: () => Promise<boolean>) => {
  while (!(await condition())) await sleep(10);
};

const draft = (channel: ChannelId) => ({ id: newId(MessageId), channel, content: 'flood' });

/** What somebody asks who is in the place no more: nothing is answered, and not because of some other mistake. */
async function codes(person: Person, channel: ChannelId, ids: readonly MessageId[]): Promise<string[]> {
  const [own, others] = ids;
  if (own === undefined || others === undefined) throw new Error('two messages are needed');
  const answers = [
    await person.try('message.history', { channel }),
    await person.try('channel.changes', { channel, after_rev: 0 }),
    await person.try('message.pins', { channel }),
    await person.try('channel.members', { channel }),
    await person.try('message.send', draft(channel)),
    await person.try('message.edit', { id: own, content: 'changed' }),
    await person.try('message.delete', { id: own }),
    await person.try('message.pin', { id: others }),
    await person.try('report.create', { message: others, reason: 'let me in' }),
  ];
  return answers.map(({ error }) => (error === undefined ? 'ok' : 'refused'));
}
const shutOut = Array.from({ length: 9 }, () => 'refused');

async function socketCodes(socket: Socket, channel: ChannelId): Promise<(string | undefined)[]> {
  const answers = [
    await socket.ask('channel.changes', { channel, after_rev: 0 }),
    await socket.ask('message.history', { channel }),
  ];
  return answers.map(({ error }) => error?.code);
}

/** A room is known to everybody; what is in a server does not exist for outsiders. */
const outsideOf = (place: Target['place']) => (code: string) => ('server' in place ? 'not_found' : code);

function about(events: readonly Event[], channel: ChannelId, place: Target['place']): Event[] {
  const root = 'server' in place ? rootOf(place.server) : channel;
  return events.filter((event) => JSON.stringify(event).includes(channel) || JSON.stringify(event).includes(root));
}

interface Flood {
  readonly acknowledged: { readonly seq: number }[];
  refused: number;
  stop(): Promise<void>;
}

/** Sixteen sends are on their way at any time. */
function flood(socket: Socket, channel: ChannelId): Flood {
  let isOver = false;
  const flooding: Flood = {
    acknowledged: [],
    refused: 0,
    stop: async () => {
      isOver = true;
      await Promise.all(lanes);
    },
  };
  const lane = async () => {
    while (!isOver) {
      const { ok } = await socket.ask('message.send', draft(channel));
      if (ok === undefined) flooding.refused += 1;
      else flooding.acknowledged.push({ seq: ok.seq });
    }
  };
  const lanes = Array.from({ length: 16 }, lane);
  return flooding;
}
