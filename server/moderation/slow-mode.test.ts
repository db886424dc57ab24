// Slow mode: the database decides for all nodes, to the millisecond.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, MessageId, type ChannelId, type ServerId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import { changeServer } from '../store/servers.ts';
import { databaseKinds } from '../test-database.ts';
import type { Person } from '../test-node.ts';
import { openStage, type Stage } from './stage.ts';

describe.skipIf(!databaseKinds().includes('postgresql'))('slow mode', () => {
  let stage: Stage;
  let ada: Person;
  let bob: Person;
  beforeAll(async () => {
    stage = await openStage(null);
    [ada, bob] = [await stage.signup('ada'), await stage.signup('bob')];
  });
  afterAll(() => stage.close());

  const slowRoom = async (seconds: number): Promise<ChannelId> => {
    const channel = await stage.room(ada, bob);
    await stage.sql('update channels set slow_mode_s = $2 where id = $1', [channel, seconds]);
    return channel;
  };
  const draft = (channel: ChannelId) => ({ id: newId(MessageId), channel, content: 'x' });
  const send = (person: Person, channel: ChannelId) => person.try('message.send', draft(channel));
  /** So many more members. */
  const crowd = async (server: ServerId, members: number) =>
    await changeServer(stage.store.db, server, async (tx) => {
      await tx.rows(
        `with made as (insert into users (id, username, password)
           select gen_random_uuid(), 'crowd' || n, '' from generate_series(1, $1::int) n returning id)
         insert into server_members (server_id, user_id) select $2, id from made`,
        [members, server],
      );
      return { result: {}, access: {} };
    });
  /** As if the last turn had been taken so long ago. */
  const ago = async (channel: ChannelId, ms: number) =>
    await stage.sql(
      `update channel_members set slow_at = now() - make_interval(secs => $2::float8 / 1000) where channel_id = $1`,
      [channel, ms],
    );

  test('one message, then none for so long, on either node; the refusal says how long', async () => {
    const channel = await slowRoom(60);
    expect((await send(bob, channel)).ok).toBeDefined();
    for (const who of [bob, stage.there(bob)]) {
      const { error } = await send(who, channel);
      expect(error?.code).toBe('rate_limited');
      expect(error?.retry_after_ms).toBeGreaterThan(50_000);
      expect(error?.retry_after_ms).toBeLessThanOrEqual(60_000);
    }
    await ago(channel, 59_000);
    expect((await send(bob, channel)).error?.retry_after_ms).toBeLessThanOrEqual(1000);
    await ago(channel, 60_000);
    expect((await send(stage.there(bob), channel)).ok).toBeDefined();
  });

  test('who tries again and again is let in when the time is over, and not earlier', async () => {
    const channel = await slowRoom(1);
    const takenAt = async () => {
      const text = 'select slow_at::text as at from channel_members where channel_id = $1 and user_id = $2';
      return (await stage.sql<{ at: string }>(text, [channel, bob.id]))[0]?.at ?? '';
    };
    await bob.send(channel, 'first');
    const first = await takenAt();
    const waits: number[] = [];
    for (let answer = await send(bob, channel); answer.ok === undefined; answer = await send(bob, channel))
      waits.push(answer.error.retry_after_ms ?? 0);
    const text = `select $1::timestamptz - $2::timestamptz >= interval '1 s' as is_over`;
    expect(await stage.sql(text, [await takenAt(), first])).toEqual([{ is_over: true }]);
    expect(waits.every((wait) => wait >= 1 && wait <= 1000)).toBe(true);
    expect(waits).toEqual(waits.toSorted((a, b) => b - a));
  });

  test('who waits as long as they are told is let in', async () => {
    const channel = await slowRoom(1);
    await bob.send(channel, 'first');
    const { error } = await send(bob, channel);
    await new Promise((resolve) => setTimeout(resolve, error?.retry_after_ms));
    expect((await send(stage.there(bob), channel)).error).toBeUndefined();
  });

  test('of many at once on both nodes one is written', async () => {
    const channel = await slowRoom(60);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => send(i % 2 === 0 ? bob : stage.there(bob), channel)),
    );
    expect(answers.filter(({ ok }) => ok !== undefined)).toHaveLength(1);
  });

  test('the same message may be sent again, edits do not count, and who looks after the room need not wait', async () => {
    const channel = await slowRoom(60);
    const message = draft(channel);
    const [one, again] = [await bob.ask('message.send', message), await bob.ask('message.send', message)];
    expect(again.seq).toBe(one.seq);
    await bob.ask('message.edit', { id: message.id, content: 'y' });
    for (let i = 0; i < 3; i++) await ada.send(channel, 'x');
    expect((await bob.ask('message.send', message)).seq).toBe(one.seq);
  });

  test('a message of before that is sent again later is known, and takes no turn', async () => {
    const channel = await slowRoom(60);
    const message = draft(channel);
    await bob.ask('message.send', message);
    await ago(channel, 60_000);
    await bob.send(channel, 'the next one');
    expect((await bob.try('message.send', message)).ok).toBeDefined();
  });

  test('a message that is not written takes no turn', async () => {
    const channel = await slowRoom(60);
    const elsewhere = draft(await stage.room(ada, bob));
    await bob.ask('message.send', elsewhere);
    const taken = { ...draft(channel), id: elsewhere.id };
    expect((await bob.try('message.send', taken)).error?.code).toBe('conflict');
    await stage.sql(`update channel_members set silent_until = now() + interval '1 hour' where channel_id = $1`, [
      channel,
    ]);
    expect((await send(bob, channel)).error?.code).toBe('forbidden');
    await stage.sql('update channel_members set silent_until = null where channel_id = $1', [channel]);
    expect((await send(bob, channel)).ok).toBeDefined();
    expect((await send(bob, channel)).error?.code).toBe('rate_limited');
  });

  test('nobody gets a second turn by sending two messages of one id at the same time', async () => {
    const channel = await slowRoom(60);
    const one = draft(channel);
    const answers = await Promise.all([
      bob.try('message.send', one),
      bob.try('message.send', { ...one, content: 'y' }),
      stage.there(bob).try('message.send', { ...one, content: 'z' }),
    ]);
    expect(answers.filter(({ ok }) => ok !== undefined)).toHaveLength(1);
    expect((await send(bob, channel)).error?.code).toBe('rate_limited');
  });

  test('a message that would call too many takes no turn', async () => {
    const { server, channel } = await stage.server(ada, bob);
    await stage.promote(server, bob, 1, ['mention_everyone']);
    await stage.sql('update channels set slow_mode_s = 60 where id = $1', [channel]);
    await crowd(server, protocolLimits.calledMaxPerMessage + 2);
    const call = { ...draft(channel), content: '@everyone' };
    expect((await bob.try('message.send', call)).error?.code).toBe('limit_reached');
    expect((await send(bob, channel)).ok).toBeDefined();
  });

  test('where it is off nothing is asked of the database, nor kept', async () => {
    const channel = await stage.room(ada, bob);
    for (let i = 0; i < 3; i++) await bob.send(channel, 'x');
    const taken = await stage.sql('select 1 from channel_members where channel_id = $1 and slow_id is not null', [
      channel,
    ]);
    expect(taken).toEqual([]);
  });
});
