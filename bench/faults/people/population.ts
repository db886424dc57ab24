// Who there is: how many of each kind, and who is in which room before the run.

export const kinds = [
  'sender',
  'editor',
  'keeper',
  'mover',
  'outcast',
  'stranger',
  'slow',
  'flooder',
  'reader',
] as const;
export type Kind = (typeof kinds)[number];

export interface Someone {
  readonly index: number;
  readonly kind: Kind;
  /** The rooms they are in from the beginning. */
  readonly rooms: readonly number[];
  /** For movers: the room that they join and leave. */
  readonly visits: number;
}

/** Of a hundred; there is at least one of each kind, and readers are who is left. */
const percent: Record<Kind, number> = {
  sender: 20,
  editor: 8,
  keeper: 3,
  mover: 8,
  outcast: 8,
  stranger: 4,
  slow: 1,
  flooder: 0,
  reader: 0,
};

/** The last room is for large messages and who reads them slowly. */
export function floodRoom(rooms: number): number {
  return rooms - 1;
}

export function populate(clients: number, rooms: number): Someone[] {
  const people: Someone[] = [];
  for (const kind of kinds) {
    const wanted = kind === 'reader' ? clients : Math.max(1, Math.round((clients * percent[kind]) / 100));
    for (let i = 0; i < wanted && people.length < clients; i++)
      people.push(someone({ index: people.length, kind, nth: i }, rooms));
  }
  return people;
}

function someone({ index, kind, nth }: { index: number; kind: Kind; nth: number }, rooms: number): Someone {
  const usual = rooms - 1;
  const home = index % usual;
  const second = (home + 1 + (Math.floor(index / usual) % Math.max(1, usual - 1))) % usual;
  const flood = floodRoom(rooms);
  const isIn: Record<Kind, readonly number[]> = {
    sender: [home, second],
    editor: [home, second],
    // Owns the first one, and changes its topic.
    keeper: [home, second],
    mover: [home],
    outcast: [home, second],
    stranger: [],
    slow: [home, flood],
    flooder: [flood],
    // Two read the large messages too, at full speed.
    reader: nth < 2 ? [home, flood] : [home, second],
  };
  return { index, kind, rooms: [...new Set(isIn[kind])], visits: second === home ? flood : second };
}
