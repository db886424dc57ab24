// For every action: what a client knew, with the events that it heard, is what a client that starts afterwards is told; and
// nobody hears more than they should. After Zulip's verify_action.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRequestName, requests, type RequestName } from '../../common/requests.ts';
import { isFailure, Lost } from '../../cli/net/caller.ts';
import { nobody, type Action, type Table } from './equality/action.ts';
import { accountActions } from './equality/account-actions.ts';
import { channelActions } from './equality/channel-actions.ts';
import { messageActions } from './equality/message-actions.ts';
import { verify, type Hears } from './equality/verify.ts';
import { openWorld, type World } from './equality/world.ts';

const table: Table = { ...accountActions, ...channelActions, ...messageActions };

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
    await verified(async () => {
      const answer = await caller.call(name, params);
      const refusal = isFailure(answer) ? (answer instanceof Lost ? answer.loss : answer.code) : undefined;
      expect(refusal).toBe(action.refused);
    }, action.hears);
  });
}

/** Where something was wrong, the next test begins with clients that are right. */
async function verified(act: () => Promise<void>, hears: Hears): Promise<void> {
  try {
    await verify(world, act, hears);
  } catch (error) {
    await world.again();
    throw error;
  }
}
