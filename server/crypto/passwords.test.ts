import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createPasswords } from './passwords.ts';

test.runIf(process.platform === 'linux')(
  'passwords are computed at a lower priority than everything else, which keeps its own',
  async () => {
    const before = await nicenesses();
    const passwords = createPasswords({ workers: 1, queue: 1 });
    await passwords.hash('correct horse battery');
    expect((await nicenesses()).filter((niceness) => niceness > Math.max(...before))).toEqual([19]);
    await passwords.close();
  },
);

/** Of each thread of this process; the 19th field of `/proc/<pid>/task/<tid>/stat`, see proc(5). */
async function nicenesses(): Promise<number[]> {
  const threads = await readdir('/proc/self/task');
  const stats = await Promise.all(
    threads.map((id) => readFile(`/proc/self/task/${id}/stat`, 'latin1').catch(() => '')),
  );
  return stats.filter((stat) => stat !== '').map((stat) => Number(stat.split(') ')[1]?.split(' ')[16]));
}
