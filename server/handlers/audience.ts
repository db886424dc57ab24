// Who sees somebody come and go: those in a common channel and friends, but nobody with whom there is a block.
import type { Address } from '../bus/bus.ts';
import type { Seen } from '../store/presence.ts';

export function audienceOf({ channels, friends, hidden }: Seen): Address {
  return {
    type: 'sharing',
    channels,
    ...(friends.length === 0 ? {} : { users: friends }),
    ...(hidden.length === 0 ? {} : { except: hidden }),
  };
}

/** Those whom the same people see are told of together. */
export function byAudience(people: readonly Seen[]): { readonly to: Address; readonly seen: readonly Seen[] }[] {
  const groups = Map.groupBy(people, (seen) => JSON.stringify(audienceOf(seen)));
  return [...groups.values()].flatMap((seen) => (seen[0] === undefined ? [] : [{ to: audienceOf(seen[0]), seen }]));
}
