// Profile pictures: the PNG that others see, and the same in few pixels for terminals.
import type { UserId } from '../../common/ids.ts';
import { rows, type Database } from './database.ts';
import { transaction } from './transaction.ts';

export interface StoredPicture {
  /** Names the content. */
  readonly hash: string;
  readonly png: Buffer;
  readonly pixels: Buffer;
}

const byHash = {
  name: 'picture',
  text: `select png from pictures where user_id = $1 and hash = $2
    and not exists (select 1 from friends f where f.user_id_1 = $1 and f.user_id_2 = $3 and f.status = 'blocked')`,
};

export async function setPicture(db: Database, user: UserId, { hash, png, pixels }: StoredPicture): Promise<void> {
  await transaction(db, async (tx) => {
    await tx.rows(
      `insert into pictures (user_id, hash, png, pixels) values ($1, $2, $3, $4)
       on conflict (user_id) do update set hash = excluded.hash, png = excluded.png, pixels = excluded.pixels, changed_at = now()`,
      [user, hash, png, pixels],
    );
    await tx.rows('update users set profile_picture = $2 where id = $1', [user, hash]);
  });
}

export async function removePicture(db: Database, user: UserId): Promise<void> {
  await transaction(db, async (tx) => {
    await tx.rows('delete from pictures where user_id = $1', [user]);
    await tx.rows('update users set profile_picture = null where id = $1', [user]);
  });
}

/** Nothing for whom its owner has blocked: `viewer` sees no more of their profile. */
export async function findPicture(
  db: Database,
  { user, hash, viewer }: { readonly user: UserId; readonly hash: string; readonly viewer: UserId },
): Promise<Buffer | undefined> {
  return (await rows<{ png: Buffer }>(db, byHash, [user, hash, viewer]))[0]?.png;
}
