// The proof of one action: who heard what, and that everybody knows what somebody who starts now would know.
import { setTimeout as pause } from 'node:timers/promises';
import type { EventType } from '../../../common/events.ts';
import { differences } from './differences.ts';
import { factsOf } from './facts.ts';
import { principals, showing, type Device, type Principal, type World } from './world.ts';

/** Exactly what each hears, in any order; who is not named hears nothing. */
export type Hears = Readonly<Partial<Record<Principal, readonly EventType[]>>>;

const heardWithinMs = 3000;

/** Answers what was wrong, in lines that name the principal and the path. */
export async function verify(world: World, act: () => Promise<unknown>, hears: Hears): Promise<string[]> {
  const everybody = principals.map((who) => [who, world.devices[who]] as const);
  await quiet(everybody.map(([, device]) => device));
  const before = new Map(everybody.map(([who, { ear }]) => [who, ear.heard.length]));
  const known = new Map(everybody.map(([who, { ear }]) => [who, ear.beyondSchema.length]));
  await act();
  const wrong: string[] = [];
  const heardSince = (who: Principal) => world.devices[who].ear.heard.slice(before.get(who));
  const isHeard = () => principals.every((who) => heardSince(who).length >= (hears[who] ?? []).length);
  // Presence is told after the answer, so what is to come is waited for; what is not to come is looked for behind it.
  for (const until = performance.now() + heardWithinMs; !isHeard() && performance.now() < until;) await pause(2);
  await quiet(everybody.map(([, device]) => device));
  for (const [who, { ear }] of everybody) {
    const [heard, expected] = [heardSince(who).toSorted(), (hears[who] ?? []).toSorted()];
    if (heard.join() !== expected.join()) wrong.push(`${who} heard [${heard.join()}], not [${expected.join()}]`);
    wrong.push(...ear.beyondSchema.slice(known.get(who)).map((line) => `${who} heard beyond the schema: ${line}`));
  }
  const stale = await Promise.all(everybody.map(async ([who, device]) => await staleFacts(world, who, device)));
  return [...wrong, ...stale.flat()];
}

async function quiet(devices: readonly Device[]): Promise<void> {
  await Promise.all(devices.flatMap(({ ear, client }) => [ear.caughtUp(), client.whole()]));
}

/** What the device knows otherwise than a second client of the same login that starts now. */
async function staleFacts(world: World, who: Principal, { client, person }: Device): Promise<string[]> {
  const fresh = await showing(world.node.url, person, client.state().open);
  await fresh.whole();
  const lines = differences(factsOf(client.state()), factsOf(fresh.state()));
  fresh.close();
  return lines.map((line) => `${who} at ${line}`);
}
