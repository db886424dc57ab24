// What everybody is answered about messages.
import { newId, MessageId } from '../../common/ids.ts';
import type { messageRequests } from '../../common/requests/messages.ts';
import type { Params, RequestName } from '../../common/requests.ts';
import { everywhere } from './channels.ts';
import { expecting, message, nobody, type Case, type Cases, type Expect } from './world.ts';

const authorOnly = expecting({ author: 'ok', member: 'forbidden' }, 'not_found');
/** Those of rank on the host delete in any room, but nothing of its owner, who is the author. */
const ofOwner: Expect = { ...authorOnly, administrator: 'forbidden', moderator: 'forbidden' };
const bothInDm = expecting({ author: 'ok', member: 'ok' }, 'not_found');

export const messageCases: Cases<keyof typeof messageRequests> = {
  'message.history': everywhere((channel) => ({ channel })),
  'message.send': everywhere(message),
  'message.edit': ofMessage((id) => ({ id, content: 'changed' })),
  'message.delete': ofMessage((id) => ({ id }), { inRoom: ofOwner }),
  'message.pin': ofMessage((id) => ({ id }), { inDm: bothInDm }),
  'message.unpin': ofMessage((id) => ({ id }), { inDm: bothInDm }),
  'message.pins': everywhere((channel) => ({ channel })),
};

function ofMessage<N extends RequestName>(
  params: (id: MessageId) => Params<N>,
  { inRoom = authorOnly, inDm = authorOnly }: { readonly inRoom?: Expect; readonly inDm?: Expect } = {},
): Case<N>[] {
  return [
    {
      params: async ({ someone, room }) => params((await someone('author').send(room, 'here')).id),
      expect: inRoom,
    },
    { params: async ({ someone, dm }) => params((await someone('author').send(dm, 'here')).id), expect: inDm },
    {
      params: async ({ someone, channel }) => params((await someone('author').send(channel, 'here')).id),
      expect: authorOnly,
    },
    { params: () => params(newId(MessageId)), expect: nobody('not_found') },
  ];
}
