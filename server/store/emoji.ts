// The custom emoji of users.
import type { EmojiTexts } from '../../common/emoji.ts';
import type { UserId } from '../../common/ids.ts';
import type { Emoji } from '../../common/appearance.ts';
import { rows, type Database } from './database.ts';
import { hasPassSql } from './name-tags.ts';
import { transaction } from './transaction.ts';

const all = { name: 'emoji_of', text: 'select name, text from emoji where user_id = $1 order by name' };
const usable = {
  name: 'usable_emoji',
  text: `select e.name, e.text from emoji e join users u on u.id = e.user_id
         where e.user_id = $1 and e.name = any($2::text[]) and ${hasPassSql('u')}`,
};
const remove = { name: 'remove_emoji', text: 'delete from emoji where user_id = $1 and name = $2 returning 1' };

export async function listEmoji(db: Database, user: UserId): Promise<Emoji[]> {
  return await rows<Emoji>(db, all, [user]);
}

/** Those of the names that the user has and, with a pass, may use. */
export async function usableEmoji(db: Database, user: UserId, names: readonly string[]): Promise<EmojiTexts> {
  const found = await rows<Emoji>(db, usable, [user, names]);
  return Object.fromEntries(found.map(({ name, text }) => [name, text]));
}

/** Adds it, or gives the one of that name another text. The user's row is held, so that two at once cannot pass the limit. */
export async function addEmoji(
  db: Database,
  user: UserId,
  { name, text, most }: Emoji & { readonly most: number },
): Promise<'added' | 'limit_reached'> {
  return await transaction(db, async (tx) => {
    await tx.rows('select 1 from users where id = $1 for no key update', [user]);
    const [others] = await tx.rows<{ n: number }>(
      'select count(*)::int as n from emoji where user_id = $1 and name <> $2',
      [user, name],
    );
    if ((others?.n ?? 0) >= most) return 'limit_reached';
    await tx.rows(
      'insert into emoji (user_id, name, text) values ($1, $2, $3) on conflict (user_id, name) do update set text = excluded.text',
      [user, name, text],
    );
    return 'added';
  });
}

export async function removeEmoji(db: Database, user: UserId, name: string): Promise<boolean> {
  return (await rows(db, remove, [user, name])).length === 1;
}
