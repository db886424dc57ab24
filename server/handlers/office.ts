// The loading half of requests about queues and logs: the server's, or the host's, as the asker stands to it now.
import type { ServerId } from '../../common/ids.ts';
import type { Office } from '../domain/rules/reports.ts';
import { findServerPlace } from '../store/standings.ts';
import type { Context } from './context.ts';
import { currentUser } from './views.ts';

export async function officeOf(
  context: Context,
  { server }: { readonly server?: ServerId | null | undefined },
): Promise<Office> {
  if (server === undefined || server === null)
    return { type: 'host', role: (await currentUser(context)).platform_role };
  return { type: 'server', server: await findServerPlace(context.db, server, context.login.user.id) };
}
