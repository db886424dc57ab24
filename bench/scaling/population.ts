// The host of the arithmetic: how many people, channels and messages. These numbers are assumed, not measured.

/** So many rooms have so many members each. */
export interface RoomClass {
  readonly members: number;
  readonly rooms: number;
}

export interface Population {
  readonly users: number;
  readonly connected: number;
  readonly messagesPerSecond: number;
  /** What part of the messages goes to DMs, and how often the other one is connected then. */
  readonly dmShare: number;
  readonly dmPeerHere: number;
  readonly dmsPerUser: number;
  readonly rooms: readonly RoomClass[];
  /** A room's part of the messages grows with its members to this power: 1 means that everybody writes as much everywhere. */
  readonly activitySkew: number;
  readonly typingPerMessage: number;
  /** For each connected user. */
  readonly sessionHours: number;
  readonly markersPerMinute: number;
  readonly pagesPerMinute: number;
  readonly noticesPerHour: number;
  /** Messages of a day, in seconds of the busiest time. */
  readonly busySecondsPerDay: number;
}

/** A room has at least `m` members with the probability `(smallest / m) ^ exponent`, and never more than `largest`. */
export interface SizeLaw {
  readonly smallest: number;
  readonly largest: number;
  readonly exponent: number;
}

/** Like Zipf's law: most rooms are small, and most memberships are in large ones. */
export const heavyTail: SizeLaw = { smallest: 3, largest: 100_000, exponent: 1.1 };

/** Rooms with so many memberships together. */
export function zipfRooms(memberships: number, { smallest, largest, exponent }: SizeLaw = heavyTail): RoomClass[] {
  const atLeast = (members: number) => (smallest / members) ** exponent;
  const sizes = classSizes(smallest, largest);
  const parts = sizes.map((members, n) => {
    const next = sizes[n + 1];
    return { members, part: atLeast(members) - (next === undefined ? 0 : atLeast(next)) };
  });
  const mean = parts.reduce((sum, { members, part }) => sum + members * part, 0);
  return parts
    .map(({ members, part }) => ({ members, rooms: Math.round((part * memberships) / mean) }))
    .filter(({ rooms }) => rooms > 0);
}

/** Every size while they are small, then steps of a twentieth. */
function classSizes(smallest: number, largest: number): number[] {
  const sizes: number[] = [];
  for (let size = smallest; size < largest; size = Math.max(size + 1, Math.round(size * 1.05))) sizes.push(size);
  return [...sizes, largest];
}

const users = 10_000_000;
export const roomsPerUser = 12;

export const design: Population = {
  users,
  connected: 1_000_000,
  messagesPerSecond: 50_000,
  dmShare: 0.4,
  dmPeerHere: 0.5,
  dmsPerUser: 8,
  rooms: zipfRooms(users * roomsPerUser),
  activitySkew: 0.5,
  typingPerMessage: 2,
  sessionHours: 2,
  markersPerMinute: 1,
  pagesPerMinute: 0.5,
  noticesPerHour: 0.2,
  busySecondsPerDay: 35_000,
};
