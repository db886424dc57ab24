// The hierarchy of a host: owner above administrator above moderator above member.
import type { PlatformRole } from '../../common/model.ts';

const ranks: Readonly<Record<PlatformRole, number>> = { member: 0, moderator: 1, administrator: 2, owner: 3 };

/** Nobody acts on who is beside or above them, nor gives a rank that is not below their own. */
export function outranks(one: PlatformRole, other: PlatformRole): boolean {
  return ranks[one] > ranks[other];
}

export function isAtLeast(role: PlatformRole, least: PlatformRole): boolean {
  return ranks[role] >= ranks[least];
}
