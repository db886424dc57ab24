// Reconnect: two thousand clients at once, each fifty messages behind, until each of them is whole.
import { runLoad } from '../child.ts';
import { createDatabase, transactions, type DatabaseKind } from '../database.ts';
import { quantile, type Figure } from '../figures.ts';
import { startHost } from '../host.ts';
import type { ChangesTask } from '../load/changes-floor.ts';
import type { ReconnectAnswer, ReconnectTask } from '../load/reconnect.ts';
import { seed, seedPast } from '../seed.ts';

const clients = 2000;
const processes = 4;
const rooms = 200;
const roomsOfEach = 5;
const messagesOfRoom = 60;
/** Ten behind in each of five rooms. */
const position = 50;
const behind = (messagesOfRoom - position) * roomsOfEach;

export async function reconnectFigures(kind: DatabaseKind, node: readonly string[]): Promise<Figure[]> {
  const database = await createDatabase(kind);
  try {
    const isIn = (user: number, room: number) => (room - user + clients) % rooms < roomsOfEach;
    const { tokens, users, channels } = await seed(database, { users: clients, rooms, isIn });
    const [user] = users;
    if (user === undefined) throw new Error('nobody');
    await seedPast(database, { channels, user, messages: messagesOfRoom, contentBytes: 200 });
    const floor = await runLoad<ChangesTask, number>('changes-floor', {
      place: database.place,
      channels: users.flatMap((_, i) => channels.filter((_channel, room) => isIn(i, room))),
      position,
    });
    const before = await transactions(database);
    const host = await startHost(database, { node });
    const at = Date.now() + 2000;
    const answers = await Promise.all(
      Array.from({ length: processes }, (_, process) =>
        runLoad<ReconnectTask, ReconnectAnswer>('reconnect', {
          url: host.url,
          tokens: tokens.filter((_token, i) => i % processes === process),
          position,
          at,
        }),
      ),
    );
    const cpu = host.cpuSeconds();
    await host.stop();
    const after = await transactions(database);
    const messages = answers.reduce((sum, answer) => sum + answer.messages, 0);
    if (messages !== clients * behind) throw new Error(`${messages} messages of ${clients * behind}`);
    const wholeAfter = answers.flatMap((answer) => answer.wholeAfter);
    const statements =
      before === undefined || after === undefined
        ? ''
        : `; ${((after - before) / clients).toFixed(1)} transactions each`;
    return [
      {
        what: `reconnect of ${clients.toLocaleString('en')} clients, each ${behind} messages behind (${kind})`,
        value: quantile(wholeAfter, 1) / 1000,
        floor: floor / 1000,
        floorIs: 'the same pages by the bare driver, one after the other',
        unit: 's',
        target: 'reported',
        notes: `all whole, no error; half of them after ${(quantile(wholeAfter, 0.5) / 1000).toFixed(2)} s; ${cpu.toFixed(1)} s of the host’s CPU${statements}`,
      },
    ];
  } finally {
    await database.drop();
  }
}
