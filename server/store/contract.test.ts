// What the store promises, on every database that it runs on.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, MessageId, type ChannelId, type UserId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import type { Message } from '../../common/model.ts';
import { createTestDatabase, databaseKinds, openTestStore, type TestDatabase } from '../test-database.ts';
import { appendBatch, appendDrafts } from './append.ts';
import { openDm } from './dms.ts';
import { advanceMarker, joinedChannel } from './joined.ts';
import { joinRoom, leaveRoom } from './members.ts';
import { createRoom } from './rooms.ts';
import { changesPage, findMessages, historyPage } from './messages.ts';
import { lastRevs } from './positions.ts';
import { createToken, findLogin, listTokens } from './tokens.ts';
import { createUser, type StoredUser } from './users.ts';
import { createWriter, type Writer } from './writer.ts';

describe.each(databaseKinds())('the store on the %s database', (kind) => {
  let database: TestDatabase;
  let store: Awaited<ReturnType<typeof openTestStore>>;
  let writer: Writer;
  let ada: StoredUser;
  let bob: StoredUser;
  const committed: Message[] = [];
  let rooms = 0;

  const user = async (username: string): Promise<StoredUser> => {
    const made = await createUser(store.db, { username, email: null, password: 'x' });
    if (typeof made === 'string') throw new Error(made);
    return made;
  };
  const room = async (...members: UserId[]): Promise<ChannelId> => {
    const id = await createRoom(store.db, { name: `room-${rooms++}`, topic: '', ownerId: ada.id, most: 1000 });
    if (id === 'name_taken' || id === 'limit_reached') throw new Error(id);
    for (const member of members) await joinRoom(store.db, id, member);
    return id;
  };
  const draft = (channel: ChannelId, content: string, author = ada, id = newId(MessageId)) => ({
    id,
    channel,
    content,
    user: { id: author.id, username: author.username },
    mentioned: [...content.matchAll(/@(\w+)/g)].map(([, name]) => (name ?? '').toLowerCase()),
  });
  const send = async (channel: ChannelId, content: string, author = ada): Promise<Message> => {
    const outcome = await writer.append(draft(channel, content, author));
    if (outcome.type !== 'written') throw new Error(outcome.type);
    return outcome.message;
  };

  beforeAll(async () => {
    database = await createTestDatabase(kind);
    store = await openTestStore(database);
    writer = createWriter(store.db, {
      batchMax: 64,
      queueMax: 1000,
      onCommit: (_, messages) => committed.push(...messages),
    });
    ada = await user('Ada');
    bob = await user('bob');
  }, 30_000);
  afterAll(async () => {
    await writer.close();
    await store.close();
    await database.drop();
  });

  test('the first account owns the platform, the second does not', () => {
    expect([ada.platform_role, bob.platform_role]).toEqual(['owner', 'member']);
  });

  test('user names are unique without regard to case', async () => {
    expect(await createUser(store.db, { username: 'ADA', email: null, password: 'x' })).toBe('username_taken');
  });

  test('500 sends at once to two rooms are numbered 1, 2, 3 ... in each, without holes, and announced in that order', async () => {
    const [one, other] = [await room(), await room()];
    committed.length = 0;
    await Promise.all(
      Array.from({ length: 500 }, (_, index) => send(index % 2 === 0 ? one : other, `message ${index}`)),
    );
    for (const channel of [one, other]) {
      const announced = committed.filter((message) => message.channel === channel);
      expect(announced.map((message) => message.seq)).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
      expect(announced.map((message) => message.rev)).toEqual(announced.map((message) => message.seq));
      expect((await lastRevs(store.db, [channel])).get(channel)).toBe(250);
    }
  });

  test('the same id with the same body is one message, whether in one batch, at once, or later', async () => {
    const channel = await room();
    const once = draft(channel, 'once');
    const answers = await Promise.all(Array.from({ length: 50 }, () => writer.append(once)));
    const later = await writer.append({ ...once });
    const messages = [...answers, later].map((answer) => ('message' in answer ? answer.message : answer));
    expect(new Set(messages.map((message) => JSON.stringify(message, Object.keys(message).toSorted())))).toHaveLength(
      1,
    );
    expect((await historyPage(store.db, channel, 'newest', 10)).messages).toHaveLength(1);
    expect((await send(channel, 'next')).seq).toBe(2);
  });

  test('the same id with another body, author or channel is a conflict and takes no number', async () => {
    const [channel, other] = [await room(bob.id), await room()];
    const first = draft(channel, 'mine');
    await writer.append(first);
    expect(await writer.append({ ...first, content: 'changed' })).toEqual({ type: 'conflict' });
    expect(await writer.append({ ...first, channel: other })).toEqual({ type: 'conflict' });
    expect(await writer.append(draft(channel, 'mine', bob, first.id))).toEqual({ type: 'conflict' });
    expect((await send(channel, 'next')).seq).toBe(2);
  });

  test('an edited message is still the same message to a retry of its send; a deleted one answers with its tombstone', async () => {
    const channel = await room();
    const first = draft(channel, 'first');
    await writer.append(first);
    await writer.edit(first.id, { content: 'second', mentioned: [] });
    expect(await writer.append(first)).toMatchObject({ type: 'known', message: { content: 'second', rev: 2 } });
    await writer.delete(first.id);
    expect(await writer.append(first)).toMatchObject({ type: 'known', message: { content: '', rev: 3 } });
  });

  test('who is not a member at the commit writes nothing, and takes no number', async () => {
    const channel = await room(bob.id);
    await leaveRoom(store.db, channel, bob.id);
    const outcomes = await appendDrafts(store.db, [draft(channel, 'out', bob), draft(channel, 'in')]);
    expect(outcomes.map((outcome) => outcome.type)).toEqual(['not_a_member', 'written']);
    expect((await historyPage(store.db, channel, 'newest', 10)).messages.map((message) => message.seq)).toEqual([1]);
  });

  test('each draft of a batch is answered with the place that it has, also between others that are left out', async () => {
    const lonely = await room();
    const channels = [await room(bob.id), lonely, await room(bob.id)];
    const outside = draft(lonely, 'outside', bob);
    const known = channels.map((channel) => draft(channel, 'known'));
    await appendDrafts(store.db, [draft(lonely, 'older'), ...known]);
    const fresh = ['a "quoted" \\ backslash, {braces}', 'null', '@bob', ' two\nlines '].flatMap((content) =>
      channels.map((channel) => draft(channel, content)),
    );
    const mixed = [...fresh.slice(0, 5), ...known, outside, ...fresh.slice(5)];
    const answers = await appendDrafts(store.db, mixed);
    const types = new Map(mixed.map(({ id }, index) => [id, answers[index]?.type]));
    expect(known.map(({ id }) => types.get(id))).toEqual(['known', 'known', 'known']);
    expect(answers.filter(({ type }) => type === 'not_a_member')).toHaveLength(1);
    const written = answers.flatMap((answer) => (answer.type === 'written' ? [answer.message] : []));
    expect(written.map(({ id }) => id)).toEqual(fresh.map(({ id }) => id));
    for (const channel of channels) {
      const { messages } = await historyPage(store.db, channel, 'newest', 10);
      expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
      expect(messages.slice(-4)).toEqual(written.filter((message) => message.channel === channel));
    }
  });

  test('a row that the database refuses does not take its batch with it', async () => {
    const channel = await room();
    const bad = { ...draft(channel, 'bad'), content: 'a\0b' };
    const [refused, written] = await Promise.allSettled([writer.append(bad), writer.append(draft(channel, 'good'))]);
    expect([refused.status, written.status]).toEqual(['rejected', 'fulfilled']);
    expect((await send(channel, 'next')).seq).toBe(2);
  });

  test('every change takes the next number in the order of changes, and what did not happen takes none', async () => {
    const channel = await room();
    const [one, two] = [await send(channel, 'one'), await send(channel, 'two')];
    expect(await writer.edit(one.id, { content: 'ONE', mentioned: [] })).toMatchObject({
      given: { rev: 3, deleted_at: null },
    });
    expect(await writer.delete(two.id)).toMatchObject({ given: { rev: 4 } });
    expect(await writer.delete(two.id)).toBeUndefined();
    expect(await writer.edit(two.id, { content: 'again', mentioned: [] })).toBeUndefined();
    expect((await lastRevs(store.db, [channel])).get(channel)).toBe(4);
    const { changes } = await changesPage(store.db, channel, 2, 10);
    expect(changes.map(({ seq, rev, content }) => ({ seq, rev, content }))).toEqual([
      { seq: 1, rev: 3, content: 'ONE' },
      { seq: 2, rev: 4, content: '' },
    ]);
  });

  test('50 edits of one message at once leave no hole in the order of changes', async () => {
    const channel = await room();
    const { id } = await send(channel, 'original');
    const changes = await Promise.all(
      Array.from({ length: 50 }, (_, index) => writer.edit(id, { content: `edit ${index}`, mentioned: [] })),
    );
    expect(
      changes.map((change) => (change === 'busy' ? 0 : change?.given.rev)).toSorted((a, b) => (a ?? 0) - (b ?? 0)),
    ).toEqual(Array.from({ length: 50 }, (_, index) => index + 2));
  });

  test('history is paged in both directions from any seq', async () => {
    const channel = await room();
    for (let index = 1; index <= 7; index++) await send(channel, `${index}`);
    const seqs = async (place: Parameters<typeof historyPage>[2], limit = 3) => {
      const page = await historyPage(store.db, channel, place, limit);
      return [page.messages.map((message) => message.seq), page.has_before, page.has_after];
    };
    expect(await seqs('newest')).toEqual([[5, 6, 7], true, false]);
    expect(await seqs({ before: 5 })).toEqual([[2, 3, 4], true, true]);
    expect(await seqs({ before: 2 })).toEqual([[1], false, true]);
    expect(await seqs({ after: 2 })).toEqual([[3, 4, 5], true, true]);
    expect(await seqs({ after: 5 })).toEqual([[6, 7], true, false]);
    expect(await seqs({ after: 0 }, 7)).toEqual([[1, 2, 3, 4, 5, 6, 7], false, false]);
    expect(await seqs({ before: 1 })).toEqual([[], false, true]);
    expect(await seqs({ after: 7 })).toEqual([[], true, false]);
  });

  test('unread counts leave out own and deleted messages; markers only move forward and not past the end', async () => {
    const channel = await room(bob.id);
    const marker = async () => (await joinedChannel(store.db, bob.id, channel))?.marker;
    const first = await send(channel, 'hello @bob');
    await send(channel, 'hello again @BOB');
    await send(channel, 'mine', bob);
    expect(await marker()).toMatchObject({ read_seq: 0, unread: 2, mentions: 2 });
    await writer.delete(first.id);
    expect(await marker()).toMatchObject({ read_seq: 0, unread: 1, mentions: 1 });
    expect(await advanceMarker(store.db, bob.id, channel, 2)).toBe(true);
    expect(await advanceMarker(store.db, bob.id, channel, 1)).toBe(false);
    expect(await marker()).toMatchObject({ read_seq: 2, unread: 0, mentions: 0 });
    expect(await advanceMarker(store.db, bob.id, channel, 99)).toBe(true);
    expect(await marker()).toMatchObject({ read_seq: 3, unread: 0, mentions: 0 });
  });

  test('only other members are mentioned, and an edit changes who is', async () => {
    const channel = await room();
    const message = await send(channel, 'hello @bob and @ada, who wrote it');
    expect(message.mentions).toEqual([]);
    await joinRoom(store.db, channel, bob.id);
    expect(await writer.edit(message.id, { content: 'hello @bob', mentioned: ['bob'] })).toMatchObject({
      given: { mentions: [bob.id] },
    });
    expect((await findMessages(store.db, [message.id]))[0]?.mentions).toEqual([bob.id]);
  });

  test('of two edits at once the second says whom the first had mentioned, and so does a deletion', async () => {
    const channel = await room();
    await joinRoom(store.db, channel, bob.id);
    const { id } = await send(channel, 'hello');
    const mention = () => writer.edit(id, { content: 'hello @bob', mentioned: ['bob'] });
    const both = await Promise.all([mention(), writer.edit(id, { content: 'hello all', mentioned: [] })]);
    expect(both).toMatchObject([{ unmentioned: [] }, { unmentioned: [bob.id] }]);
    expect(await Promise.all([mention(), writer.delete(id)])).toMatchObject([{}, { unmentioned: [bob.id] }]);
  });

  test('a page ends early where its messages are long, in either direction, and leaves none out', async () => {
    const channel = await room();
    const long = 'é'.repeat(protocolLimits.messageMaxBytes / 2);
    for (let index = 0; index < 20; index++) await send(channel, long);
    const most = protocolLimits.pageMaxBytes / protocolLimits.messageMaxBytes;
    const seqs = ({ messages }: { messages: Message[] }) => messages.map((message) => message.seq);
    const newest = await historyPage(store.db, channel, 'newest', 100);
    expect([seqs(newest), newest.has_before]).toEqual([
      Array.from({ length: most }, (_, index) => 21 - most + index),
      true,
    ]);
    const rest = await historyPage(store.db, channel, { before: 21 - most }, 100);
    expect([seqs(rest), rest.has_before]).toEqual([Array.from({ length: 20 - most }, (_, index) => index + 1), false]);
    const changes = await changesPage(store.db, channel, 0, 100);
    expect([changes.changes.length, changes.has_more]).toEqual([most, true]);
  });

  test('counts are told with the change that they are true up to', async () => {
    const channel = await room(bob.id);
    const { id } = await send(channel, 'one');
    await writer.edit(id, { content: 'ONE', mentioned: [] });
    expect((await joinedChannel(store.db, bob.id, channel))?.marker).toEqual({
      read_seq: 0,
      unread: 1,
      mentions: 0,
      rev: 2,
    });
  });

  test('of many rooms made at once, as many are made as one user may', async () => {
    const maker = await user(`maker-${kind}`);
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        createRoom(store.db, { name: `limited-${index}`, topic: '', ownerId: maker.id, most: 5 }),
      ),
    );
    expect(made.filter((id) => id === 'limit_reached')).toHaveLength(7);
  });

  test('who holds all tokens they may can still log in: the login unused for longest is replaced, a script’s token is not', async () => {
    const holder = await user(`holder-${kind}`);
    const make = (isLogin: boolean) =>
      createToken(store.db, {
        userId: holder.id,
        name: 'x',
        hash: randomBytes(32),
        lifetimeDays: null,
        isLogin,
        most: 3,
      });
    const [script, first] = [await make(false), await make(true)];
    await make(true);
    expect(await make(false)).toBe('limit_reached');
    const replaced = await make(true);
    if (replaced === 'limit_reached' || first === 'limit_reached' || script === 'limit_reached')
      throw new Error('full');
    expect(replaced.replaced).toBe(first.token.id);
    expect((await listTokens(store.db, holder.id)).map((token) => token.id)).toContain(script.token.id);
  });

  test('how long a login is good is counted by the clock of the database', async () => {
    const holder = await user(`lasting-${kind}`);
    const make = async (lifetimeDays: number | null) => {
      const hash = randomBytes(32);
      await createToken(store.db, { userId: holder.id, name: 'x', hash, lifetimeDays, isLogin: false, most: 3 });
      return (await findLogin(store.db, hash))?.expires_in_ms;
    };
    const dayMs = 86_400_000;
    expect(await make(null)).toBeNull();
    const left = await make(1);
    expect(left).toBeLessThanOrEqual(dayMs);
    expect(left).toBeGreaterThan(dayMs - 60_000);
  });

  test('the same id twice in one batch, refused in one channel and written in another, is announced', async () => {
    const author = await user(`twice-${kind}`);
    const make = async (name: string) => {
      const made = await createRoom(store.db, { name, topic: '', ownerId: author.id, most: 5 });
      if (made === 'name_taken' || made === 'limit_reached') throw new Error(made);
      return made;
    };
    const [left, stayed] = [await make(`left-${kind}`), await make(`stayed-${kind}`)];
    await leaveRoom(store.db, left, author.id);
    const announced: string[] = [];
    const writer = createWriter(store.db, {
      batchMax: 10,
      queueMax: 10,
      onCommit: (channel, messages) => announced.push(...messages.map(({ id }) => `${channel} ${id}`)),
    });
    const id = newId(MessageId);
    const draft = { id, user: { id: author.id, username: author.username }, content: 'x', mentioned: [] };
    const outcomes = await Promise.all([
      writer.append({ ...draft, channel: left }),
      writer.append({ ...draft, channel: stayed }),
    ]);
    expect(outcomes.map(({ type }) => type)).toEqual(['not_a_member', 'written']);
    expect(announced).toEqual([`${stayed} ${id}`]);
    await writer.close();
  });

  test('a DM is one for each pair, also when both open it at once', async () => {
    const opened = await Promise.all([
      openDm(store.db, ada.id, bob.id),
      openDm(store.db, bob.id, ada.id),
      openDm(store.db, ada.id, bob.id),
    ]);
    expect(new Set(opened.map((dm) => dm.id))).toHaveLength(1);
    expect(opened.filter((dm) => dm.made)).toHaveLength(1);
    expect((await joinedChannel(store.db, ada.id, opened[0].id))?.peer?.username).toBe('bob');
  });

  test('a full queue refuses, and a closed writer too', async () => {
    const small = createWriter(store.db, { batchMax: 1, queueMax: 2, onCommit: () => {} });
    const channel = await room();
    const outcomes = await Promise.all(['a', 'b', 'c'].map((content) => small.append(draft(channel, content))));
    expect(outcomes.map((outcome) => outcome.type)).toEqual(['written', 'written', 'busy']);
    await small.close();
    expect(await small.append(draft(channel, 'd'))).toEqual({ type: 'busy' });
  });

  test('a send costs the same however many messages there are: its kept plan reads no whole table', async () => {
    const channel = await room();
    await Promise.all(Array.from({ length: 500 }, () => send(channel, 'x')));
    const client = await store.db.pool.connect();
    const kept = `set plan_cache_mode = force_generic_plan;
      prepare kept (uuid[], uuid[], uuid[], text[], bytea[], uuid[], text[]) as ${appendBatch.text}`;
    await client.query(kept);
    const call = `explain execute kept ('{${newId(MessageId)}}', '{${channel}}', '{${ada.id}}', '{x}', '{x}', '{}', '{}')`;
    const { rows: plan } = await client.query<Record<string, string>>(call);
    await client.query('deallocate kept; reset plan_cache_mode');
    client.release();
    const lines = plan.flatMap((row) => Object.values(row));
    expect(lines.filter((line) => line.includes('messages_pkey'))).toHaveLength(1);
    expect(lines.filter((line) => /Seq Scan on (messages|channels|channel_members|users)/.test(line))).toEqual([]);
  });

  test('opened again, everything is there and the epoch is the same', async () => {
    const channel = await room();
    const message = await send(channel, 'kept');
    const { epoch } = store;
    await writer.close();
    await store.close();
    store = await openTestStore(database);
    writer = createWriter(store.db, {
      batchMax: 64,
      queueMax: 1000,
      onCommit: (_, messages) => committed.push(...messages),
    });
    expect(store.epoch).toBe(epoch);
    expect((await historyPage(store.db, channel, 'newest', 10)).messages).toEqual([message]);
  });
});

test.skipIf(!databaseKinds().includes('postgresql'))(
  'two nodes that start on a new PostgreSQL at once both come up',
  async () => {
    const database = await createTestDatabase('postgresql');
    const stores = await Promise.all([1, 2, 3].map(() => openTestStore(database)));
    expect(new Set(stores.map((store) => store.epoch))).toHaveLength(1);
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  },
);
