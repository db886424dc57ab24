// Every request against everybody who might put it: the answer that each must get, through the HTTP door.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { isRequestName, requests, type RequestName } from '../common/requests.ts';
import { accountCases } from './matrix/accounts.ts';
import { administrationCases } from './matrix/administration.ts';
import { categoryCases } from './matrix/categories.ts';
import { channelCases } from './matrix/channels.ts';
import { friendCases } from './matrix/friends.ts';
import { inviteCases } from './matrix/invites.ts';
import { messageCases } from './matrix/messages.ts';
import { moderationCases } from './matrix/moderation.ts';
import { reportCases } from './matrix/reports.ts';
import { roleCases } from './matrix/roles.ts';
import { serverCases } from './matrix/servers.ts';
import { everybody, openWorld, type Case, type Cases, type Who, type World } from './matrix/world.ts';

const cases: Cases<RequestName> = {
  ...accountCases,
  ...channelCases,
  ...friendCases,
  ...inviteCases,
  ...messageCases,
  ...roleCases,
  ...serverCases,
  ...moderationCases,
  ...reportCases,
  ...administrationCases,
  ...categoryCases,
  ...inviteCases,
};

let world: World;
beforeAll(async () => {
  world = await openWorld();
}, 90_000);
afterAll(() => world.node.stop());

const Body = z.object({ error: z.optional(z.object({ code: z.string() })) });

describe.each(Object.keys(requests).filter(isRequestName))('%s', (name) => {
  testRow(name);
});

/** A login of its own, so that logging out ends only that; the suspended get no new one. */
async function tokenOf(who: Who): Promise<string | undefined> {
  if (who === 'anonymous') return undefined;
  const person = world.someone(who);
  return who === 'suspended' ? person.token : (await person.ask('token.create', { name: 'test' })).token;
}

function testRow<N extends RequestName>(name: N): void {
  const rows: readonly Case<N>[] = cases[name];
  const table = rows.flatMap((row, index) => everybody.map((who) => ({ who, row, index, expected: row.expect[who] })));
  test.each(table)('asked by $who (row $index) answers $expected', async ({ who, row, expected }) => {
    const params = JSON.stringify(await row.params(world));
    const token = await tokenOf(who);
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await world.node.post(name, params, headers);
    const { error } = Body.parse(await response.json());
    expect(response.ok ? 'ok' : error?.code).toBe(expected);
  });
}
