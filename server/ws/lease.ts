// The life of this node among others: it renews its lease, and ends those of nodes that died without a goodbye.
import type { Services } from '../handlers/context.ts';
import { emptyGraveyard } from '../store/graveyard.ts';
import { sweepNotices } from '../store/notices.ts';
import { endLease, reapNodes, renewLease } from '../store/presence.ts';
import type { PresenceAnnouncer } from './presence-announcer.ts';
import { repeat } from './repeat.ts';

export interface Lease {
  /** Ends it, after a grace in which those who were connected here come back elsewhere. */
  end(): Promise<void>;
}

/** A lease survives two renewals that fail. */
const renewalsPerLease = 3;
/** What was deleted is gone for everybody at once; its messages follow. */
const graveyardMs = 2000;

export async function holdLease(
  { db, limits, log }: Services,
  node: string,
  announcer: PresenceAnnouncer,
): Promise<Lease> {
  const renew = async () => {
    // Others thought this node gone, because it stood still: those who are connected are here all the same.
    if (!(await renewLease(db, node, limits.nodeLeaseMs))) announcer.noteAll();
    const gone = await reapNodes(db);
    if (gone.length > 0) await announcer.tell(gone);
    await sweepNotices(db);
  };
  await renew();
  const onError = (error: unknown) => log.warn({ error }, 'the lease of this node was not renewed');
  const renewals = repeat(limits.nodeLeaseMs / renewalsPerLease, renew, onError);
  const onGraveyardError = (error: unknown) => log.warn({ error }, 'messages of deleted channels were not deleted yet');
  const deletions = repeat(graveyardMs, async () => void (await emptyGraveyard(db)), onGraveyardError);
  return {
    end: async () => {
      await Promise.all([renewals.close(), deletions.close()]);
      // Without a database the lease ends by itself.
      await endLease(db, node, limits.presenceGraceMs).catch(onError);
    },
  };
}
