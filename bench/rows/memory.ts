// Memory of an idle connection: what a process grows by with four thousand of them, once it has had others before.
import { readFileSync } from 'node:fs';
import { startLoad } from '../child.ts';
import { createDatabase } from '../database.ts';
import type { Figure } from '../figures.ts';
import { startHost } from '../host.ts';
import type { IdleTask } from '../load/idle.ts';
import { seed } from '../seed.ts';

const users = 500;
const sockets = 4000;
/**
 * So many come first and are not counted: compiled code, the first pages of every pool and the connections to the database
 * are paid once, by the first who come, however many follow. They come on both sides.
 */
const earlier = 2000;
/** What is garbage is collected on both sides: it depends on chance how much of it there is. */
const collecting = ['--expose-gc', '--import', 'data:text/javascript,setInterval(gc, 500).unref()'];

export async function memoryFigures(): Promise<Figure[]> {
  const database = await createDatabase('postgresql');
  try {
    const { tokens } = await seed(database, { users, rooms: 10, isIn: (user, room) => user % 10 === room });
    const host = await startHost(database, { node: collecting });
    const value = await growth(host.pid, host.url, (i) => tokens[i % users] ?? null);
    await host.stop();
    const floor = await startLoad<{ port: number }>('ws-floor', {}, collecting);
    const bare = await growth(floor.pid, `http://127.0.0.1:${floor.ready.port}`, () => null);
    await floor.stop();
    const what = 'memory of an idle connection';
    const floorIs = 'a bare ws server with the same sockets';
    return [
      {
        what,
        value,
        floor: bare,
        floorIs,
        unit: 'KiB',
        target: { atMost: 1.5 },
        notes: `of ${sockets}, after the first ${earlier}`,
      },
    ];
  } finally {
    await database.drop();
  }
}

/** KiB that the process grew by, for each socket. */
async function growth(pid: number, url: string, tokenOf: (socket: number) => string | null): Promise<number> {
  const open = (count: number) =>
    startLoad<string>('idle', { url, tokens: Array.from({ length: count }, (_, i) => tokenOf(i)) } satisfies IdleTask);
  const first = await open(earlier);
  const before = residentKiB(pid);
  const then = await open(sockets);
  const after = residentKiB(pid);
  await Promise.all([first.stop(), then.stop()]);
  return (after - before) / sockets;
}

/** Resident memory, see `/proc/<pid>/status` in proc(5). */
function residentKiB(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]);
}
