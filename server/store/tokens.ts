// Login tokens: stored as hashes, one for each device or script, listed and revoked by their owner.
import { newId, TokenId, type UserId } from '../../common/ids.ts';
import { isoTime, rows, type Database } from './database.ts';
import { TokenEntity } from './entities.ts';
import { standingColumn, userColumns, type StoredUser } from './users.ts';

export interface StoredToken {
  readonly id: TokenId;
  readonly name: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
  readonly expires_at: string | null;
}

const tokenColumns = `t.id as token_id, t.name as token_name, ${isoTime('t.created_at')} as token_created_at,
  ${isoTime('t.last_used_at')} as token_last_used_at, ${isoTime('t.expires_at')} as token_expires_at`;

interface LoginRow extends StoredUser {
  token_id: TokenId;
  token_name: string;
  token_created_at: string;
  token_last_used_at: string | null;
  token_expires_at: string | null;
  stale: boolean;
  expires_in_ms: number | null;
}

const loginBy = (column: 'hash' | 'id') => ({
  name: `login_by_${column}`,
  text: `select ${userColumns}, ${tokenColumns}, (t.last_used_at is null or t.last_used_at < now() - interval '1 minute') as stale,
           (extract(epoch from t.expires_at - now()) * 1000)::float8 as expires_in_ms from tokens t join users u on u.id = t.user_id
         where t.${column} = $1 and (t.expires_at is null or t.expires_at > now())`,
});
const [byHash, byId] = [loginBy('hash'), loginBy('id')];

/** A last use is written at most once a minute for each token: it informs a person, it decides nothing. */
const touch = {
  name: 'token_touch',
  text: `update tokens set last_used_at = now() where id = $1`,
};

/** SQL for the columns of a StoredToken, from `tokens t`. */
const storedColumns = `t.id, t.name, ${isoTime('t.created_at')} as created_at, ${isoTime('t.last_used_at')} as last_used_at,
  ${isoTime('t.expires_at')} as expires_at`;

const insertOne = `insert into tokens as t (id, user_id, name, hash, is_login, expires_at)
  values (?, ?, ?, ?, ?, now() + ?::float8 * interval '1 day') returning ${storedColumns}`;

const listOf = {
  name: 'tokens_of',
  text: `select ${storedColumns} from tokens t where t.user_id = $1 and (t.expires_at is null or t.expires_at > now()) order by t.id desc`,
};

const livingOf = {
  name: 'living_tokens',
  text: `select t.id, ${standingColumn} as standing from tokens t join users u on u.id = t.user_id
         where t.user_id = any($1::uuid[]) and (t.expires_at is null or t.expires_at > now())`,
};

export interface NewToken {
  readonly userId: UserId;
  readonly name: string;
  readonly hash: Buffer;
  /** How long it is good, by the database's clock: the clocks of nodes may be wrong. Null: until it is revoked. */
  readonly lifetimeDays: number | null;
  /** Made by logging in, rather than on purpose for a script. */
  readonly isLogin: boolean;
  /** How many living tokens the user may have. */
  readonly most: number;
}

/**
 * Stores a token's hash. Who holds as many as they may gets no further one made on purpose, but can always log in: the
 * login that was not used for longest is `replaced`. Expired ones are swept on the way.
 */
export async function createToken(
  db: Database,
  { most, ...token }: NewToken,
): Promise<{ token: StoredToken; replaced: TokenId | null } | 'limit_reached'> {
  const { userId } = token;
  return await db.orm.em.fork().transactional(async (em) => {
    // Two at once would both find room for one.
    await em.execute('select 1 from users where id = ? for no key update', [userId]);
    await em.execute('delete from tokens where user_id = ? and expires_at <= now()', [userId]);
    const isFull = (await em.count(TokenEntity, { userId })) >= most;
    const [oldest] =
      isFull && token.isLogin
        ? await em.find(TokenEntity, { userId, isLogin: true }, { orderBy: leastUsed, limit: 1 })
        : [];
    if (isFull && oldest === undefined) return 'limit_reached';
    if (oldest !== undefined) em.remove(oldest);
    await em.flush();
    const { name, hash, isLogin, lifetimeDays } = token;
    const [made] = await em.execute<StoredToken[]>(insertOne, [
      newId(TokenId),
      userId,
      name,
      hash,
      isLogin,
      lifetimeDays,
    ]);
    if (made === undefined) throw new Error('a token vanished while it was made');
    return { token: made, replaced: oldest?.id ?? null };
  });
}

const leastUsed = { lastUsedAt: 'asc nulls first', id: 'asc' } as const;

/** A living token, and whose it is. */
export interface StoredLogin {
  readonly user: StoredUser;
  readonly token: StoredToken;
  /** How long the token was still good when it was looked up; null: until it is revoked. */
  readonly expires_in_ms: number | null;
}

/** The living token with that hash; notes its use. */
export async function findLogin(db: Database, hash: Buffer): Promise<StoredLogin | undefined> {
  const row = (await rows<LoginRow>(db, byHash, [hash]))[0];
  if (row?.stale === true) await rows(db, touch, [row.token_id]);
  return row && toLogin(row);
}

/** The token as it is now; undefined where it was revoked or has expired. */
export async function findLoginById(db: Database, id: TokenId): Promise<StoredLogin | undefined> {
  const row = (await rows<LoginRow>(db, byId, [id]))[0];
  return row && toLogin(row);
}

function toLogin(row: LoginRow): StoredLogin {
  const {
    token_id,
    token_name,
    token_created_at,
    token_last_used_at,
    token_expires_at,
    stale: _,
    expires_in_ms,
    ...user
  } = row;
  const times = { created_at: token_created_at, last_used_at: token_last_used_at, expires_at: token_expires_at };
  return { user, token: { id: token_id, name: token_name, ...times }, expires_in_ms };
}

export async function listTokens(db: Database, userId: UserId): Promise<StoredToken[]> {
  return await rows<StoredToken>(db, listOf, [userId]);
}

/** The tokens of several users that are good at this moment, and how those users stand. */
export async function livingTokens(db: Database, users: readonly UserId[]): Promise<ReadonlyMap<TokenId, string>> {
  const found = await rows<{ id: TokenId; standing: string }>(db, livingOf, [users]);
  return new Map(found.map(({ id, standing }) => [id, standing]));
}

/** Whether there was such a token of that user. */
export async function deleteToken(db: Database, userId: UserId, id: TokenId): Promise<boolean> {
  return (await db.orm.em.fork().nativeDelete(TokenEntity, { id, userId })) === 1;
}
