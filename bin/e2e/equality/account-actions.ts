// What each request about the account does to what people know.
import * as z from 'zod/mini';
import { UserId } from '../../../common/ids.ts';
import type { Caller } from '../../../cli/net/caller.ts';
import type { Hears } from './verify.ts';
import { nobody, type Table } from './action.ts';
import type { World } from './world.ts';
import { createClient } from './client.ts';

type AccountRequest = Extract<keyof Table, `${'host' | 'auth' | 'token' | 'state' | 'status'}.${string}`>;

const password = 'correct horse';

const seenByAll: Hears = {
  actor: ['me.updated', 'presence.updated'],
  phone: ['me.updated', 'presence.updated'],
  member: ['presence.updated'],
  neighbour: ['presence.updated'],
  peer: ['presence.updated'],
};

export const accountActions: Pick<Table, AccountRequest> = {
  'host.info': { onlyReads: [{ what: 'the host', params: () => ({}) }] },
  'auth.signup': {
    changes: [
      { what: 'somebody new', params: ({ name }) => ({ username: name(), password }), hears: nobody },
      {
        what: 'a name that is taken',
        params: () => ({ username: 'bob', password }),
        refused: 'name_taken',
        hears: nobody,
      },
    ],
  },
  'auth.login': {
    changes: [{ what: 'one more device', params: () => ({ username: 'ada', password }), hears: nobody }],
  },
  'auth.reset': {
    changes: [
      {
        what: 'of somebody who shares nothing',
        params: async ({ node, name, devices }) => {
          const user = z.parse(UserId, (await node.signup(name())).id);
          const { code } = await devices.stranger.person.ask('admin.user.reset_password', { user });
          return { code, password };
        },
        hears: nobody,
      },
    ],
  },
  'auth.logout': {
    changes: [{ what: 'of a device beside others', by: tablet, params: () => ({}), refused: 'unknown', hears: nobody }],
  },
  'auth.whoami': { onlyReads: [{ what: 'who one is', params: () => ({}) }] },
  'token.create': { changes: [{ what: 'for a script', params: () => ({ name: 'ci' }), hears: nobody }] },
  'token.list': { onlyReads: [{ what: 'one’s own', params: () => ({}) }] },
  'token.revoke': {
    changes: [
      {
        what: 'of a script',
        params: async ({ devices }) => ({ id: (await devices.actor.person.ask('token.create', { name: 'ci' })).id }),
        hears: nobody,
      },
      {
        what: 'somebody else’s',
        params: async ({ devices }) => ({ id: (await devices.member.person.ask('token.create', { name: 'ci' })).id }),
        refused: 'not_found',
        hears: nobody,
      },
    ],
  },
  'state.get': { onlyReads: [{ what: 'the whole state', params: () => ({}) }] },
  'status.set': {
    changes: [
      { what: 'busy, with a text', params: () => ({ status: 'dnd', text: 'in a review' }), hears: seenByAll },
      { what: 'another text', params: () => ({ status: 'dnd', text: 'in two reviews' }), hears: seenByAll },
      { what: 'invisible', params: () => ({ status: 'invisible', text: 'hidden' }), hears: seenByAll },
      {
        what: 'a text of somebody invisible',
        params: () => ({ status: 'invisible', text: 'hidden well' }),
        hears: { actor: ['me.updated'], phone: ['me.updated'] },
      },
      { what: 'visible again', params: () => ({ status: 'online' }), hears: seenByAll },
    ],
  },
};

/** A third device of the actor, connected. */
async function tablet({ node, login, devices }: World): Promise<Caller> {
  const { token } = await login(devices.actor.person);
  const client = createClient(node.url, token);
  await client.connect();
  return client;
}
