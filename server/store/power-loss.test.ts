// The power goes: what had reached the disk by then, and nothing else, must hold everything that was acknowledged.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';
import { openEmbedded } from './embedded.ts';
import { startNumberWriter } from './test-writer.ts';

const scratch = mkdtempSync(join(tmpdir(), 'devchat-power-'));
const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'pipe' });
const image = join(scratch, 'disk');
const disk = join(scratch, 'mounted');

/** A disk of its own in a file: what is in the file has reached the disk, what is only in the kernel's cache has not. */
function canMount(): boolean {
  try {
    mkdirSync(disk);
    run('truncate', '--size=256M', image);
    run('mkfs.ext4', '-q', '-F', image);
    run('mount', '-o', 'loop', image, disk);
    return true;
  } catch {
    process.stderr.write('the power-loss suite is skipped: this user cannot mount a file as a disk\n');
    return false;
  }
}

const mounted = canMount();
afterAll(() => {
  if (mounted) run('umount', '--lazy', disk);
  rmSync(scratch, { recursive: true, force: true });
});

test.skipIf(!mounted)(
  'after a power cut everything acknowledged is there',
  async () => {
    const writer = startNumberWriter(join(disk, 'data'));
    const survivor = join(scratch, 'survivor');
    const restored = join(scratch, 'restored');
    mkdirSync(restored);
    for (const cutAt of [50, 400]) {
      await writer.reach(cutAt);
      const acknowledged = writer.acknowledged();
      writer.frozen(() => copyFileSync(image, survivor));
      run('mount', '-o', 'loop', survivor, restored);
      try {
        const embedded = await openEmbedded(join(restored, 'data'));
        const { dbName: database, ...place } = embedded.connection;
        const client = new Client({ ...place, database });
        await client.connect();
        const { rows } = await client.query<{ count: number }>(
          'select count(*)::int as count from numbers where n <= $1',
          [acknowledged],
        );
        await client.end();
        await embedded.close();
        expect(rows).toEqual([{ count: acknowledged + 1 }]);
      } finally {
        run('umount', '--lazy', restored);
      }
    }
    await writer.kill();
  },
  60_000,
);
