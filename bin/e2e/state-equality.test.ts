// For every action: what a client knew, with the events that it heard, is what a client that starts afterwards is told; and
// nobody hears more than they should. After Zulip's verify_action.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRequestName, requests, type RequestName } from '../../common/requests.ts';
import { isFailure, Lost } from '../../cli/net/caller.ts';
import type { Person, Socket } from '../../server/test-node.ts';
import { nobody, type Action, type Table } from './equality/action.ts';
import { accountActions } from './equality/account-actions.ts';
import { administrationActions } from './equality/administration-actions.ts';
import { categoryActions } from './equality/category-actions.ts';
import { channelActions } from './equality/channel-actions.ts';
import { friendActions } from './equality/friend-actions.ts';
import { inviteActions } from './equality/invite-actions.ts';
import { messageActions } from './equality/message-actions.ts';
import { moderationActions } from './equality/moderation-actions.ts';
import { roleActions } from './equality/role-actions.ts';
import { serverActions } from './equality/server-actions.ts';
import { verify, type Hears } from './equality/verify.ts';
import { openWorld, type World } from './equality/world.ts';

const table: Table = {
  ...accountActions,
  ...channelActions,
  ...friendActions,
  ...inviteActions,
  ...messageActions,
  ...roleActions,
  ...serverActions,
  ...moderationActions,
  ...administrationActions,
  ...categoryActions,
  ...inviteActions,
};

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => await world.close());

for (const name of Object.keys(requests).filter(isRequestName)) testRow(name);

function testRow<N extends RequestName>(name: N): void {
  const row: Table[N] = table[name];
  if ('changes' in row) for (const action of row.changes) testAction(name, action);
  else for (const look of row.onlyReads) testAction(name, { ...look, hears: nobody });
}

function testAction<N extends RequestName>(name: N, action: Action<N>): void {
  test(`${name}: ${action.what}`, async () => {
    const params = await action.params(world);
    const { by = 'actor' } = action;
    const caller = typeof by === 'string' ? world.devices[by].client : await by(world);
    const wrong = await verified(async () => {
      const answer = await caller.call(name, params);
      const refusal = isFailure(answer) ? (answer instanceof Lost ? answer.loss : answer.code) : undefined;
      expect(refusal).toBe(action.refused);
    }, action.hears);
    expect(wrong).toEqual([]);
  });
}

test('a device that comes or goes is seen by those who share a channel, when it is the first or the last', async () => {
  const frank = await world.node.signup(world.name());
  await frank.ask('channel.join', { channel: world.places.room });
  const seen: Hears = { actor: ['presence.updated'], phone: ['presence.updated'], member: ['presence.updated'] };
  const sockets: Socket[] = [];
  const comes = async (person: Person) => void sockets.push(await person.connect());
  const goes = async () => {
    sockets.pop()?.close();
    await pause(graceMs);
  };
  const other = await world.login(frank);
  const steps: [() => Promise<unknown>, Hears][] = [
    [() => comes(frank), seen],
    [() => comes(other), nobody],
    [goes, nobody],
    [goes, seen],
    [() => comes(other), seen],
    [() => other.ask('auth.logout', {}), seen],
  ];
  for (const [act, hears] of steps) expect(await verified(act, hears)).toEqual([]);
});

/** Longer than it takes until a departure is told. */
const graceMs = 60;

/** Where something was wrong, the next test begins with clients that are right. */
async function verified(act: () => Promise<unknown>, hears: Hears): Promise<string[]> {
  const wrong = await verify(world, act, hears);
  if (wrong.length > 0) await world.again();
  return wrong;
}
