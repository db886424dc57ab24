// Floor of suggestions: the ids of friends of friends, read by the bare driver and ranked by nobody.
import { serveTask } from '../child.ts';
import { withDriver, type Place } from '../database.ts';

export interface SuggestFloorTask {
  readonly place: Place;
  readonly viewers: number;
}

const friendsOfFriends = {
  name: 'floor',
  text: `select distinct g.user_id_2 from tokens t
    join friends f on f.user_id_1 = t.user_id and f.status = 'friend'
    join friends g on g.user_id_1 = f.user_id_2 and g.status = 'friend'
    where t.hash = sha256(('devchat_bench_' || $1::int)::bytea)`,
};

serveTask(
  async ({ place, viewers }: SuggestFloorTask): Promise<number[]> =>
    await withDriver(place, async (client) => {
      const took: number[] = [];
      for (let n = 0; n < viewers; n++) {
        const started = performance.now();
        await client.query({ ...friendsOfFriends, values: [n] });
        took.push(performance.now() - started);
      }
      return took;
    }),
);
