// What each request about invites does to what people know.
import type { inviteRequests } from '../../../common/requests/invites.ts';
import { nobody, type Table } from './action.ts';
import { sharedServer } from './places.ts';
import { comesIn } from './server-actions.ts';
import type { World } from './world.ts';

const code = async (world: World) => ({ code: (await sharedServer(world)).code });
const server = async (world: World) => ({ server: (await sharedServer(world)).server });

export const inviteActions: Pick<Table, keyof typeof inviteRequests> = {
  'invite.create': { changes: [{ what: 'into one’s own server', params: server, hears: nobody }] },
  'invite.list': { onlyReads: [{ what: 'of one’s own server', params: server }] },
  'invite.revoke': {
    changes: [
      { what: 'one’s own', params: code, hears: nobody },
      { what: 'of somebody else', by: 'member', params: code, refused: 'forbidden', hears: nobody },
    ],
  },
  'invite.show': { onlyReads: [{ what: 'by who is not in', by: 'neighbour', params: code }] },
  'invite.accept': {
    changes: [
      { what: 'by who is not in', by: 'neighbour', params: code, hears: comesIn },
      { what: 'by who is in', by: 'member', params: code, hears: nobody },
      { what: 'one that does not exist', params: () => ({ code: 'x' }), refused: 'not_found', hears: nobody },
    ],
  },
};
