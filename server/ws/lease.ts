// The life of this node among others: it renews its lease, and ends those of nodes that died without a goodbye.
import type { Services } from '../handlers/context.ts';
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
  return {
    end: async () => {
      await renewals.close();
      // Without a database the lease ends by itself.
      await endLease(db, node, limits.presenceGraceMs).catch(onError);
    },
  };
}
