// Logins: what ten a second, each with a bcrypt hash to compare, do to the messages of everybody else.
import { askOverHttp } from '../client.ts';
import { runLoad } from '../child.ts';
import { createDatabase, type DatabaseKind } from '../database.ts';
import type { Figure } from '../figures.ts';
import { startHost } from '../host.ts';
import type { FanoutTask, Paced } from '../load/fanout.ts';
import type { LoginsAnswer, LoginsTask } from '../load/logins.ts';
import { seed } from '../seed.ts';

const members = 50;
const load = { type: 'pace', perSecond: 50, messages: 1000 } as const;
/** Longer than the members take to come, to be quiet and to send. */
const loginSeconds = 45;
const usernames = ['grace', 'edsger', 'barbara', 'donald', 'frances'];
const password = 'correct horse battery';

export async function loginsFigures(kind: DatabaseKind, node: readonly string[]): Promise<Figure[]> {
  const database = await createDatabase(kind);
  try {
    const { tokens, channels } = await seed(database, { users: members, rooms: 1, isIn: () => true });
    const host = await startHost(database, { node });
    const { url } = host;
    for (const username of usernames)
      await askOverHttp(url, undefined)('auth.signup', { username, password, device: 'bench' });
    const task: FanoutTask = {
      members,
      contentBytes: 200,
      to: { urls: [url], tokens, channel: channels[0] ?? '' },
      load,
    };
    const alone = await runLoad<FanoutTask, Paced>('fanout', task);
    const logins = runLoad<LoginsTask, LoginsAnswer>('logins', {
      url,
      usernames,
      password,
      perSecond: 10,
      seconds: loginSeconds,
    });
    const during = await runLoad<FanoutTask, Paced>('fanout', task);
    if ((await Promise.race([logins, Promise.resolve('going on')])) !== 'going on')
      throw new Error('the logins ended too early');
    const login = await logins;
    await host.stop();
    return [
      {
        what: `delivery p99 during 10 logins/s (${kind})`,
        value: during.p99,
        floor: alone.p99,
        floorIs: 'the same without logins',
        unit: 'ms',
        target: { atMost: 1.5 },
        notes: `p50 ${during.p50.toFixed(1)} and ${alone.p50.toFixed(1)} ms; a login takes ${login.p50.toFixed(0)} ms, p99 ${login.p99.toFixed(0)} ms`,
      },
    ];
  } finally {
    await database.drop();
  }
}
