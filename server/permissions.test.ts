// Every request against everybody who might put it: the answer that each must get, through the HTTP door.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { ErrorCode } from '../common/errors.ts';
import { newId, MessageId, TokenId, type ChannelId } from '../common/ids.ts';
import { requests, type Params, type RequestName } from '../common/requests.ts';
import { startTestNode, type Person, type TestNode } from './test-node.ts';

type Who = 'member' | 'author' | 'stranger' | 'former' | 'anonymous';
type Expected = 'ok' | ErrorCode;

interface Case {
  /** Made anew for each asker, so that one's success does not change the next one's answer. */
  readonly params: () => Params<RequestName> | Promise<Params<RequestName>>;
  readonly expect: Readonly<Record<Who, Expected>>;
}

let node: TestNode;
const people: Partial<Record<Exclude<Who, 'anonymous'>, Person>> = {};
let room: ChannelId;
let dm: ChannelId;
let names = 0;

const someone = (who: Exclude<Who, 'anonymous'>): Person => {
  const found = people[who];
  if (found === undefined) throw new Error(`${who} does not exist`);
  return found;
};
const inRoom = async () => (await someone('author').send(room, 'in the room')).id;
const inDm = async () => (await someone('author').send(dm, 'in the DM')).id;

beforeAll(async () => {
  node = await startTestNode();
  for (const who of ['author', 'member', 'stranger', 'former'] as const) people[who] = await node.signup(who);
  room = (await someone('author').ask('channel.create', { name: 'room' })).id;
  dm = (await someone('author').ask('dm.open', { username: 'member' })).id;
  for (const who of ['member', 'former'] as const) await someone(who).ask('channel.join', { channel: room });
  await someone('former').ask('channel.leave', { channel: room });
}, 30_000);
afterAll(() => node.stop());

const anybody: Case['expect'] = { member: 'ok', author: 'ok', stranger: 'ok', former: 'ok', anonymous: 'ok' };
const loggedIn: Case['expect'] = { ...anybody, anonymous: 'not_logged_in' };
const membersOfRoom: Case['expect'] = { ...loggedIn, stranger: 'not_a_member', former: 'not_a_member' };
const membersOfDm: Case['expect'] = { ...loggedIn, stranger: 'not_found', former: 'not_found' };
const nobodyInDm: Case['expect'] = { ...membersOfDm, member: 'forbidden', author: 'forbidden' };

/** Two rows where a room and a DM differ; a request without a row does not compile. */
const cases: Record<RequestName, readonly Case[]> = {
  'host.info': [{ params: () => ({}), expect: anybody }],
  'auth.signup': [{ params: () => ({ username: `new${names++}`, password: 'correct horse' }), expect: anybody }],
  'auth.login': [
    { params: () => ({ username: 'member', password: 'correct horse' }), expect: anybody },
    {
      params: () => ({ username: 'member', password: 'wrong' }),
      expect: {
        member: 'wrong_credentials',
        author: 'wrong_credentials',
        stranger: 'wrong_credentials',
        former: 'wrong_credentials',
        anonymous: 'wrong_credentials',
      },
    },
  ],
  'auth.logout': [{ params: () => ({}), expect: loggedIn }],
  'auth.whoami': [{ params: () => ({}), expect: loggedIn }],
  'token.create': [{ params: () => ({ name: 'ci' }), expect: loggedIn }],
  'token.list': [{ params: () => ({}), expect: loggedIn }],
  'token.revoke': [
    {
      params: async () => ({ id: (await someone('author').ask('token.create', { name: 'mine' })).id }),
      expect: {
        author: 'ok',
        member: 'not_found',
        stranger: 'not_found',
        former: 'not_found',
        anonymous: 'not_logged_in',
      },
    },
    {
      params: () => ({ id: newId(TokenId) }),
      expect: {
        author: 'not_found',
        member: 'not_found',
        stranger: 'not_found',
        former: 'not_found',
        anonymous: 'not_logged_in',
      },
    },
  ],
  'state.get': [{ params: () => ({}), expect: loggedIn }],
  'status.set': [{ params: () => ({ status: 'away', text: 'tea' }), expect: loggedIn }],
  'channel.create': [{ params: () => ({ name: `room${names++}` }), expect: loggedIn }],
  'channel.list': [{ params: () => ({}), expect: loggedIn }],
  'channel.resolve': [
    { params: () => ({ target: '#room' }), expect: membersOfRoom },
    { params: () => ({ target: dm }), expect: membersOfDm },
  ],
  'channel.update': [
    {
      params: () => ({ channel: room, topic: 'new' }),
      expect: { ...loggedIn, member: 'forbidden', stranger: 'forbidden', former: 'forbidden' },
    },
    { params: () => ({ channel: dm, topic: 'new' }), expect: nobodyInDm },
  ],
  'channel.join': [{ params: () => ({ channel: dm }), expect: nobodyInDm }],
  'channel.leave': [
    { params: () => ({ channel: dm }), expect: nobodyInDm },
    {
      params: async () => ({
        channel: (await someone('author').ask('channel.create', { name: `other${names++}` })).id,
      }),
      expect: { ...membersOfRoom, member: 'not_a_member' },
    },
  ],
  'channel.members': both((channel) => ({ channel })),
  'channel.read': both((channel) => ({ channel, seq: 0 })),
  'channel.typing': both((channel) => ({ channel })),
  'channel.changes': both((channel) => ({ channel, after_rev: 0 })),
  'message.history': both((channel) => ({ channel })),
  'message.send': both((channel) => ({ id: newId(MessageId), channel, content: 'hello' })),
  'dm.open': [
    { params: () => ({ username: 'member' }), expect: loggedIn },
    {
      params: () => ({ username: 'nobody' }),
      expect: {
        member: 'not_found',
        author: 'not_found',
        stranger: 'not_found',
        former: 'not_found',
        anonymous: 'not_logged_in',
      },
    },
  ],
  'message.edit': ofMessage((id) => ({ id, content: 'changed' })),
  'message.delete': ofMessage((id) => ({ id })),
};

function both(params: (channel: ChannelId) => Params<RequestName>): Case[] {
  return [
    { params: () => params(room), expect: membersOfRoom },
    { params: () => params(dm), expect: membersOfDm },
  ];
}

function ofMessage(params: (id: MessageId) => Params<RequestName>): Case[] {
  const authorOnly: Case['expect'] = {
    author: 'ok',
    member: 'forbidden',
    stranger: 'not_found',
    former: 'not_found',
    anonymous: 'not_logged_in',
  };
  return [
    { params: async () => params(await inRoom()), expect: authorOnly },
    { params: async () => params(await inDm()), expect: authorOnly },
    { params: () => params(newId(MessageId)), expect: { ...authorOnly, author: 'not_found', member: 'not_found' } },
  ];
}

const Body = z.object({ error: z.optional(z.object({ code: z.string() })) });
const askers: readonly Who[] = ['anonymous', 'stranger', 'former', 'member', 'author'];

describe.each(Object.keys(requests) as RequestName[])('%s', (name) => {
  const table = cases[name].flatMap((row, index) =>
    askers.map((who) => ({ who, row, index, expected: row.expect[who] })),
  );
  test.each(table)('asked by $who (row $index) answers $expected', async ({ who, row, expected }) => {
    const params = JSON.stringify(await row.params());
    // A login of its own, so that logging out ends only that.
    const token = who === 'anonymous' ? undefined : (await someone(who).ask('token.create', { name: 'test' })).token;
    const response = await node.post(name, params, token === undefined ? {} : { authorization: `Bearer ${token}` });
    const { error } = Body.parse(await response.json());
    expect(response.ok ? 'ok' : error?.code).toBe(expected);
  });
});
