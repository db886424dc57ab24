// Friends, blocks and privacy through the door: what each deed makes of two people, also when several are done at once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../common/errors.ts';
import type { Result } from '../common/requests.ts';
import { databaseKinds } from './test-database.ts';
import { startTestNode, type Person, type TestNode } from './test-node.ts';

type Kind = Result<'friend.list'>['relations'][number]['kind'];

describe.each(databaseKinds())('friends on %s', (kind) => {
  let node: TestNode;
  let people = 0;
  beforeAll(async () => {
    node = await startTestNode({ kind, limits: { friendRequestsPerPersonPerWeek: 1000, expiryCheckMs: 600_000 } });
  }, 60_000);
  afterAll(() => node.stop());

  const someone = () => node.signup(`${kind}${people++}`);
  const pair = async (): Promise<[Person, Person]> => [await someone(), await someone()];
  const to = (person: Person) => ({ username: person.name });
  const befriend = async (one: Person, other: Person) => {
    await one.ask('friend.request', to(other));
    await other.ask('friend.accept', to(one));
  };
  /** What each is to the other. */
  const between = async (one: Person, other: Person) => [await kindFor(one, other), await kindFor(other, one)];

  test('a request by user name is outgoing for one and incoming for the other, and accepted makes both friends', async () => {
    const [ada, bob] = await pair();
    expect(await ada.ask('friend.request', { username: `@${bob.name.toUpperCase()}` })).toMatchObject({
      kind: 'outgoing',
    });
    expect(await between(ada, bob)).toEqual(['outgoing', 'incoming']);
    expect(await bob.ask('friend.accept', to(ada))).toMatchObject({ kind: 'friend', user: { username: ada.name } });
    expect(await between(ada, bob)).toEqual(['friend', 'friend']);
  });

  test('asking who has asked is accepting', async () => {
    const [ada, bob] = await pair();
    await ada.ask('friend.request', to(bob));
    expect(await bob.ask('friend.request', to(ada))).toMatchObject({ kind: 'friend' });
    expect(await between(ada, bob)).toEqual(['friend', 'friend']);
  });

  test('the status of a friend that has ended is over in the list before anybody has told so', async () => {
    const [ada, bob] = await pair();
    await befriend(ada, bob);
    const socket = await bob.connect();
    await bob.ask('status.set', { status: 'dnd', text: 'busy', expires_in_minutes: 60 });
    const seen = async () => (await ada.ask('friend.list', {})).relations.map(({ presence }) => presence);
    await expect.poll(seen).toEqual([{ status: 'dnd', status_text: 'busy' }]);
    await node.db.pool.query('update users set status_until = now() where id = $1', [bob.id]);
    expect(await seen()).toEqual([{ status: 'online', status_text: '' }]);
    socket.close();
  });

  test('both sides hear at once of what is theirs to know', async () => {
    const [ada, bob] = await pair();
    const [adasSocket, bobsSocket] = [await ada.connect(), await bob.connect()];
    // Arrivals are gathered before they are noted.
    await expect.poll(async () => (await bob.ask('profile.get', { user: bob.name })).status).toBe('online');
    await ada.ask('friend.request', to(bob));
    await bobsSocket.event((event) => event.type === 'friend.updated' && event.relation.kind === 'incoming');
    await bob.ask('friend.accept', to(ada));
    await adasSocket.event((event) => event.type === 'friend.updated' && event.relation.kind === 'friend');
    // Whose arrival is still being gathered when they become friends is told to be there a moment later.
    await adasSocket.event(
      (event) =>
        (event.type === 'friend.updated' && event.relation.presence?.status === 'online') ||
        (event.type === 'presence.updated' && event.user === bob.id && event.status === 'online'),
    );
    await bob.ask('friend.remove', to(ada));
    await adasSocket.event((event) => event.type === 'friend.removed' && event.user === bob.id);
    adasSocket.close();
    bobsSocket.close();
  });

  test('declining, cancelling and removing end what there is, once; doing it again changes nothing', async () => {
    const [ada, bob] = await pair();
    await ada.ask('friend.request', to(bob));
    expect(await ada.ask('friend.decline', to(bob))).toEqual({ changed: false });
    expect(await bob.ask('friend.decline', to(ada))).toEqual({ changed: true });
    expect(await bob.ask('friend.decline', to(ada))).toEqual({ changed: false });
    await ada.ask('friend.request', to(bob));
    expect(await bob.ask('friend.cancel', to(ada))).toEqual({ changed: false });
    expect(await ada.ask('friend.cancel', to(bob))).toEqual({ changed: true });
    expect(await between(ada, bob)).toEqual([undefined, undefined]);
    expect((await bob.try('friend.accept', to(ada))).error?.code).toBe('not_found');
    await befriend(ada, bob);
    expect(await ada.ask('friend.remove', to(bob))).toEqual({ changed: true });
    expect(await bob.ask('friend.remove', to(ada))).toEqual({ changed: false });
    expect(await between(ada, bob)).toEqual([undefined, undefined]);
  });

  test('two who ask each other at once become friends exactly once', async () => {
    for (let round = 0; round < 10; round++) {
      const [ada, bob] = await pair();
      const answers = await Promise.all(
        [0, 1, 2].flatMap(() => [ada.ask('friend.request', to(bob)), bob.ask('friend.request', to(ada))]),
      );
      expect(answers.filter((answer) => answer.kind === 'friend').length).toBeGreaterThan(0);
      expect(await between(ada, bob)).toEqual(['friend', 'friend']);
      expect((await ada.ask('friend.list', {})).relations).toHaveLength(1);
    }
  });

  test('of an acceptance and a cancellation at once one wins, and both sides agree on which', async () => {
    for (let round = 0; round < 10; round++) {
      const [ada, bob] = await pair();
      await ada.ask('friend.request', to(bob));
      const [accepted, cancelled] = await Promise.all([
        bob.try('friend.accept', to(ada)),
        ada.ask('friend.cancel', to(bob)),
      ]);
      const won = cancelled.changed ? undefined : 'friend';
      expect(accepted.error?.code).toBe(cancelled.changed ? 'not_found' : undefined);
      expect(await between(ada, bob)).toEqual([won, won]);
    }
  });

  test('a block and a request at once leave no request', async () => {
    for (let round = 0; round < 10; round++) {
      const [ada, bob] = await pair();
      await Promise.all([ada.ask('user.block', to(bob)), bob.try('friend.request', to(ada))]);
      expect(await between(ada, bob)).toEqual(['blocked', undefined]);
    }
  });

  test('friends are counted exactly when many accept at once', async () => {
    const small = await startTestNode({ kind, limits: { friendsPerUser: 2 } });
    const ada = await small.signup('ada');
    const others = await Promise.all(['b1', 'b2', 'b3', 'b4'].map((name) => small.signup(name)));
    for (const other of others) await other.ask('friend.request', to(ada));
    const codes = await Promise.all(others.map(async (other) => codeOf(await ada.try('friend.accept', to(other)))));
    expect(codes.toSorted()).toEqual(['limit_reached', 'limit_reached', 'ok', 'ok']);
    expect((await ada.ask('friend.list', { kind: 'friend' })).relations).toHaveLength(2);
    await small.stop();
  });

  test('the list has pages by name, all of it or one kind', async () => {
    const ada = await someone();
    const others = [await someone(), await someone(), await someone()];
    for (const other of others) await ada.ask('friend.request', to(other));
    const first = await ada.ask('friend.list', { limit: 2 });
    expect(first.has_more).toBe(true);
    const rest = await ada.ask('friend.list', { after: first.relations[1]?.user.username ?? '', limit: 2 });
    expect([...first.relations, ...rest.relations].map(({ user }) => user.username)).toEqual(
      others.map(({ name }) => name).toSorted(),
    );
    expect(rest.has_more).toBe(false);
    expect((await ada.ask('friend.list', { kind: 'friend' })).relations).toEqual([]);
  });

  test('both directions of a block stand on their own: taking back one leaves the other', async () => {
    const [ada, bob] = await pair();
    await ada.ask('user.block', to(bob));
    await bob.ask('user.block', to(ada));
    expect(await between(ada, bob)).toEqual(['blocked', 'blocked']);
    await ada.ask('user.unblock', to(bob));
    expect(await between(ada, bob)).toEqual([undefined, 'blocked']);
    expect((await ada.try('friend.request', to(bob))).error?.code).toBe('forbidden');
  });

  test('a block is not told: not by an event, not in the state, and the refusal is that of who wants no requests', async () => {
    const [ada, bob] = await pair();
    const shy = await someone();
    await shy.ask('privacy.set', { requests_from: 'nobody', dms_from: 'nobody' });
    const socket = await bob.connect();
    await ada.ask('user.block', to(bob));
    await socket.ask('host.info', {});
    expect(socket.heard).toEqual([]);
    expect((await bob.ask('state.get', {})).relations).toEqual([]);
    for (const name of ['friend.request', 'dm.open'] as const) {
      const [blocked, unwilling] = [await bob.try(name, to(ada)), await bob.try(name, to(shy))];
      expect(blocked.error?.code).toBe('forbidden');
      expect(blocked.error?.message.replace(ada.name, '*')).toBe(unwilling.error?.message.replace(shy.name, '*'));
    }
    socket.close();
  });

  test('blocking ends friendship and requests; who was a friend is told that it ended, no more', async () => {
    const [ada, bob] = await pair();
    await befriend(ada, bob);
    const socket = await bob.connect();
    await ada.ask('user.block', to(bob));
    await socket.event((event) => event.type === 'friend.removed' && event.user === ada.id);
    expect(await between(ada, bob)).toEqual(['blocked', undefined]);
    socket.close();
  });
});

describe('limits of friends', () => {
  const codes = async (
    person: Person,
    name: 'friend.request' | 'user.block' | 'suggestion.dismiss',
    others: readonly Person[],
  ) => {
    const answers: (ErrorCode | 'ok')[] = [];
    for (const { name: username } of others) answers.push(codeOf(await person.try(name, { username })));
    return answers;
  };
  const crowd = async (node: TestNode) => await Promise.all(['b1', 'b2', 'b3'].map((name) => node.signup(name)));

  test.each([
    ['friendRequestsPerUser', 'friend.request'],
    ['friendRequestsPerUserPerDay', 'friend.request'],
    ['blocksPerUser', 'user.block'],
    ['dismissedPerUser', 'suggestion.dismiss'],
  ] as const)('%s: two, and not one beyond', async (limit, name) => {
    const node = await startTestNode({ limits: { [limit]: 2 } });
    const ada = await node.signup('ada');
    const others = await crowd(node);
    expect(await codes(ada, name, others)).toEqual(['ok', 'ok', 'limit_reached']);
    await node.stop();
  });

  test('who is dismissed again is no more of them', async () => {
    const node = await startTestNode({ limits: { dismissedPerUser: 1 } });
    const ada = await node.signup('ada');
    const [first] = await crowd(node);
    const twice = first === undefined ? [] : [first, first];
    expect(await codes(ada, 'suggestion.dismiss', twice)).toEqual(['ok', 'ok']);
    await node.stop();
  });

  test('friendRequestsToUser: two may wait for one person’s answer, and not one beyond', async () => {
    const node = await startTestNode({ limits: { friendRequestsToUser: 2 } });
    const ada = await node.signup('ada');
    const answers = [];
    for (const other of await crowd(node))
      answers.push(codeOf(await other.try('friend.request', { username: ada.name })));
    expect(answers).toEqual(['ok', 'ok', 'limit_reached']);
    await node.stop();
  });

  test('friendRequestsPerPersonPerWeek: who was declined may ask once more, and then not again', async () => {
    const node = await startTestNode({ limits: { friendRequestsPerPersonPerWeek: 2 } });
    const [ada, bob] = [await node.signup('ada'), await node.signup('bob')];
    const answers = [];
    for (let round = 0; round < 3; round++) {
      answers.push(codeOf(await ada.try('friend.request', { username: 'bob' })));
      await bob.ask('friend.decline', { username: 'ada' });
    }
    expect(answers).toEqual(['ok', 'ok', 'limit_reached']);
    await node.stop();
  });
});

describe('privacy', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startTestNode({ limits: { friendRequestsPerPersonPerWeek: 1000 } });
  }, 30_000);
  afterAll(() => node.stop());

  test('is for everybody at first, changes in parts, and is told to one’s own devices', async () => {
    const ada = await node.signup('ada');
    const socket = await ada.connect();
    expect(await ada.ask('privacy.get', {})).toEqual({
      requests_from: 'everyone',
      dms_from: 'everyone',
      suggested: true,
    });
    await ada.ask('privacy.set', { dms_from: 'friends' });
    expect(await ada.ask('privacy.set', { suggested: false })).toEqual({
      requests_from: 'everyone',
      dms_from: 'friends',
      suggested: false,
    });
    await socket.event((event) => event.type === 'me.updated' && !event.me.privacy.suggested);
    socket.close();
  });

  test.each([
    ['everyone', { stranger: 'ok', friendOfFriend: 'ok', friend: 'ok' }],
    ['shared_server', { stranger: 'forbidden', friendOfFriend: 'forbidden', friend: 'ok' }],
    ['friends', { stranger: 'forbidden', friendOfFriend: 'forbidden', friend: 'ok' }],
    ['nobody', { stranger: 'forbidden', friendOfFriend: 'forbidden', friend: 'forbidden' }],
  ] as const)('DMs from %s', async (dms_from, expected) => {
    const [shy, friend, friendOfFriend, stranger] = await society(dms_from);
    await shy.ask('privacy.set', { dms_from });
    const open = async (person: Person) => codeOf(await person.try('dm.open', { username: shy.name }));
    expect({
      stranger: await open(stranger),
      friendOfFriend: await open(friendOfFriend),
      friend: await open(friend),
    }).toEqual(expected);
  });

  test.each([
    ['everyone', { stranger: 'ok', friendOfFriend: 'ok' }],
    ['shared_server', { stranger: 'forbidden', friendOfFriend: 'ok' }],
    ['friends', { stranger: 'forbidden', friendOfFriend: 'ok' }],
    ['nobody', { stranger: 'forbidden', friendOfFriend: 'forbidden' }],
  ] as const)('requests from %s', async (requests_from, expected) => {
    const [shy, , friendOfFriend, stranger] = await society(`r${requests_from.slice(0, 8)}`);
    await shy.ask('privacy.set', { requests_from });
    const ask = async (person: Person) => codeOf(await person.try('friend.request', { username: shy.name }));
    expect({ stranger: await ask(stranger), friendOfFriend: await ask(friendOfFriend) }).toEqual(expected);
  });

  test('a DM that is open stays open, whatever one chooses afterwards', async () => {
    const [shy, , , stranger] = await society('old');
    const { id } = await stranger.ask('dm.open', { username: shy.name });
    await shy.ask('privacy.set', { dms_from: 'nobody' });
    expect((await stranger.ask('dm.open', { username: shy.name })).id).toBe(id);
    await stranger.send(id, 'still here');
  });

  /** Somebody, their friend, a friend of that friend, and a stranger. */
  async function society(prefix: string): Promise<[Person, Person, Person, Person]> {
    const named = async (name: string) => await node.signup(`${prefix}-${name}`);
    const [shy, friend, far, stranger] = [
      await named('shy'),
      await named('friend'),
      await named('far'),
      await named('x'),
    ];
    for (const [one, other] of [
      [shy, friend],
      [friend, far],
    ] as const) {
      await one.ask('friend.request', { username: other.name });
      await other.ask('friend.accept', { username: one.name });
    }
    return [shy, friend, far, stranger];
  }
});

async function kindFor(viewer: Person, other: Person): Promise<Kind | undefined> {
  const { relations } = await viewer.ask('friend.list', {});
  return relations.find(({ user }) => user.username === other.name)?.kind;
}

function codeOf(answer: { readonly error?: { readonly code: ErrorCode } }): ErrorCode | 'ok' {
  return answer.error?.code ?? 'ok';
}
