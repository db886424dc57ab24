// The people of this suite and where they meet: who acts, who shares a channel with them in each way, and who shares none.
import type { ChannelId } from '../../../common/ids.ts';
import { startTestNode, type Person, type TestNode, type TestNodeOptions } from '../../../server/test-node.ts';
import { createClient, type Client } from './client.ts';
import { openEar, type Ear } from './ear.ts';

/**
 * The actor on two devices; a member of the actor's room; a neighbour, who is only in another room with them; a peer, who
 * has only a DM with them; and a stranger, who shares nothing (and owns the host, which must make no difference).
 */
export const principals = ['actor', 'phone', 'member', 'neighbour', 'peer', 'stranger'] as const;
export type Principal = (typeof principals)[number];

export interface Device {
  readonly person: Person;
  ear: Ear;
  client: Client;
}

export interface World {
  readonly node: TestNode;
  /** `room`: actor and member; `side`: actor and neighbour; `dm`: actor and peer; `elsewhere`: the stranger alone. */
  readonly places: Readonly<Record<'room' | 'side' | 'dm' | 'elsewhere', ChannelId>>;
  readonly devices: Readonly<Record<Principal, Device>>;
  /** Another login of somebody. */
  readonly login: (person: Person) => Promise<Person>;
  /** A name that nobody has yet. */
  readonly name: () => string;
  /** What a failure left behind is nothing to the next test. */
  readonly again: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Limits that the suite would otherwise meet without meaning to. */
const roomy: NonNullable<TestNodeOptions['limits']> = {
  roomsPerUser: 1000,
  serversPerUser: 1000,
  serversJoinedPerUser: 1000,
  readsPerUserPerMinute: 1_000_000,
  statesPerUserPerMinute: 1_000_000,
  framesPerSocketPerSecond: 100_000,
  friendRequestsPerPersonPerWeek: 1000,
  friendRequestsPerUserPerDay: 1000,
  presenceGraceMs: 10,
  presenceTellMs: 5,
};

/** Which channel each has open. */
const shows = {
  actor: 'room',
  phone: 'dm',
  member: 'room',
  neighbour: 'side',
  peer: 'dm',
  stranger: 'elsewhere',
} as const;

export async function startRoomyNode(): Promise<TestNode> {
  return await startTestNode({ limits: roomy });
}

export async function openWorld(): Promise<World> {
  const node = await startRoomyNode();
  let names = 0;
  const stranger = await node.signup('eve');
  const [actor, member, neighbour, peer] = await Promise.all([
    node.signup('ada'),
    node.signup('bob'),
    node.signup('carol'),
    node.signup('dan'),
  ]);
  const login: World['login'] = async (person) => {
    const { token } = await person.ask('token.create', { name: 'another device' });
    return node.as({ ...person, token });
  };
  const places = {
    room: await shared('room', actor, member),
    side: await shared('side', neighbour, actor),
    dm: (await actor.ask('dm.open', { username: peer.name })).id,
    elsewhere: await shared('elsewhere', stranger),
  };
  const people = { actor, phone: await login(actor), member, neighbour, peer, stranger };
  const open = async (who: Principal): Promise<Device> => {
    const ear = await openEar(node.url, people[who]);
    return { person: people[who], ear, client: await showing(node.url, people[who], places[shows[who]]) };
  };
  const devices = {
    actor: await open('actor'),
    phone: await open('phone'),
    member: await open('member'),
    neighbour: await open('neighbour'),
    peer: await open('peer'),
    stranger: await open('stranger'),
  };
  return {
    node,
    places,
    devices,
    login,
    name: () => `name${names++}`,
    again: async () => {
      for (const who of principals) {
        devices[who].client.close();
        devices[who].client = await showing(node.url, people[who], places[shows[who]]);
      }
    },
    close: async () => {
      for (const { client, ear } of Object.values(devices)) {
        client.close();
        ear.close();
      }
      await node.stop();
    },
  };
}

/** A client that starts now and shows `channel`. */
export async function showing(
  url: string,
  { token }: Pick<Person, 'token'>,
  channel: ChannelId | null,
): Promise<Client> {
  const client = createClient(url, token);
  await client.connect();
  client.open(channel);
  return client;
}

async function shared(name: string, owner: Person, ...others: Person[]): Promise<ChannelId> {
  const { id } = await owner.ask('channel.create', { name });
  for (const other of others) await other.ask('channel.join', { channel: id });
  return id;
}
