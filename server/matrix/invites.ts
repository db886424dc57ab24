// What everybody is answered about invites.
import { newId, ServerId } from '../../common/ids.ts';
import type { inviteRequests } from '../../common/requests/invites.ts';
import { inServer } from './channels.ts';
import { expecting, loggedIn, nobody, ownerOnly, type Cases, type Known, type World } from './world.ts';

const nowhere = { params: () => ({ code: '00000-00000-00000-00000' }), expect: nobody('not_found') };

const notBanned = expecting({ banned: 'forbidden' });

export const inviteCases: Cases<keyof typeof inviteRequests> = {
  'invite.create': [
    { params: ({ server }) => ({ server }), expect: inServer },
    { params: () => ({ server: newId(ServerId) }), expect: nobody('not_found') },
  ],
  'invite.list': [{ params: ({ server }) => ({ server }), expect: inServer }],
  'invite.revoke': [
    { params: made('author'), expect: ownerOnly },
    { params: made('member'), expect: expecting({ author: 'ok', member: 'ok' }, 'not_found') },
    nowhere,
  ],
  'invite.show': [{ params: ({ invite }) => ({ code: invite }), expect: notBanned }, nowhere],
  'invite.accept': [{ params: used, expect: loggedIn }, { params: usedAndBanned, expect: notBanned }, nowhere],
};

/** An invite by somebody into a server where the author and the member are. */
function made(by: Known): (world: World) => Promise<{ code: string }> {
  return async ({ someone, server }) => {
    const { code } = await someone(by).ask('invite.create', { server, expires_in_s: 3600 });
    return { code };
  };
}

async function usedAndBanned(world: World): Promise<{ code: string }> {
  const invite = await used(world);
  const { server } = await world.someone('author').ask('invite.show', invite);
  await world.someone('author').ask('member.ban', { server: server.id, username: 'banned' });
  return invite;
}

/** Into a server of its own: who comes in is in it. */
async function used({ someone, name }: World): Promise<{ code: string }> {
  const server = (await someone('author').ask('server.create', { name: name() })).id;
  const { code } = await someone('author').ask('invite.create', { server });
  return { code };
}
