// Floor of a reconnect: the pages that everybody missed, read by the bare driver.
import { serveTask } from '../child.ts';
import { withDriver, type Place } from '../database.ts';

export interface ChangesTask {
  readonly place: Place;
  /** One for each page. */
  readonly channels: readonly string[];
  readonly position: number;
}

const page = {
  name: 'floor',
  text: `select m.*, u.username from messages m join users u on u.id = m.user_id
    where m.channel_id = $1 and m.rev > $2 order by m.rev limit 100`,
};

serveTask(
  async ({ place, channels, position }: ChangesTask): Promise<number> =>
    await withDriver(place, async (client) => {
      const started = performance.now();
      for (const channel of channels) await client.query({ ...page, values: [channel, position] });
      return performance.now() - started;
    }),
);
