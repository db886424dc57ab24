// Telling those who handle reports how many wait for them.
import type { ServerId, UserId } from '../../common/ids.ts';
import { handlersOf } from '../store/reports.ts';
import type { Context } from './context.ts';
import { tellUser } from './tell.ts';

/** `about`: whom the reports are about that came, went or were handled; who is told of none but their own would learn of it. */
export async function tellQueue(
  { db, bus }: Pick<Context, 'db' | 'bus'>,
  server: ServerId | null,
  about: readonly UserId[],
): Promise<void> {
  for (const { user, open } of await handlersOf(db, server))
    if (about.some((subject) => subject !== user)) tellUser(bus, user, { type: 'report.queue', server, open });
}
