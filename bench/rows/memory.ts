// Memory of an idle connection: what a process grows by with eight thousand of them, once it has had others before.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLoad } from '../child.ts';
import { hostLimitVariable } from '../../common/limits.ts';
import { createDatabase } from '../database.ts';
import type { Figure } from '../figures.ts';
import { startHost } from '../host.ts';
import type { IdleTask } from '../load/idle.ts';
import { seed } from '../seed.ts';

const sockets = 8000;
/**
 * So many come first and are not counted: compiled code, the first pages of every pool and the connections to the database
 * are paid once, by the first who come, however many follow. They come on both sides.
 */
const earlier = 4000;
/**
 * What is garbage is collected on both sides when it is asked for: it depends on chance how much of it there is. An ordinary
 * collection keeps the pages that it has emptied, and a process that had much garbage then looks twice as large as what it
 * holds; V8's last resort gives them back.
 */
const collect = 'process.on("SIGUSR2",()=>{for(let i=0;i<2;i++)gc({type:"major",flavor:"last-resort"})})';
const collecting = ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(collect)}`];
const collectedMs = 4000;
/** Longer than all of it takes: the sockets say nothing at all. */
const heartbeatMs = 600_000;

export async function memoryFigures(): Promise<Figure[]> {
  const database = await createDatabase('postgresql');
  try {
    // Each socket is another user's, as most are; a hundred share a room.
    const rooms = (earlier + sockets) / 100;
    const isIn = (user: number, room: number) => user % rooms === room;
    const { tokens } = await seed(database, { users: earlier + sockets, rooms, isIn });
    const env = { [hostLimitVariable('heartbeatMs')]: String(heartbeatMs) };
    const host = await startHost(database, { node: collecting, env });
    const value = await growth(host.pid, host.url, (i) => tokens[i] ?? null);
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
  const open = (from: number, count: number) =>
    startLoad<string>('idle', {
      url,
      tokens: Array.from({ length: count }, (_, i) => tokenOf(from + i)),
    } satisfies IdleTask);
  const first = await open(0, earlier);
  const before = await residentKiB(pid);
  const then = await open(earlier, sockets);
  const after = await residentKiB(pid);
  await Promise.all([first.stop(), then.stop()]);
  return (after - before) / sockets;
}

/** Resident memory without garbage, see `/proc/<pid>/status` in proc(5). */
async function residentKiB(pid: number): Promise<number> {
  process.kill(pid, 'SIGUSR2');
  await sleep(collectedMs);
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]);
}
