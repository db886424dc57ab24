// ejabberd with the archive of its rooms (mod_mam) in PostgreSQL, with its limits of rate and queue out of the way.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDatabase, withDriver, type TestDatabase } from '../database.ts';
import { freePort, exists, withDirectory, withProgram, type Contender } from './server.ts';

const erlang = '/usr/bin/erl';
const schema = '/usr/share/ejabberd/sql/pg.sql';
const libraries = '/usr/lib/x86_64-linux-gnu';

const config = (port: number, url: URL) => `
hosts: [localhost]
loglevel: error
listen:
  - {port: ${port}, ip: "127.0.0.1", module: ejabberd_c2s, max_stanza_size: 262144, access: all, shaper: none}
auth_method: [sql]
default_db: sql
sql_type: pgsql
sql_server: "${url.hostname}"
sql_port: ${url.port === '' ? 5432 : url.port}
sql_database: "${url.pathname.slice(1)}"
sql_username: "${decodeURIComponent(url.username)}"
sql_password: "${decodeURIComponent(url.password)}"
max_fsm_queue: 1000000
modules:
  mod_mam: {db_type: sql, default: never}
  mod_muc:
    db_type: sql
    max_users: 1000
    max_users_presence: 1000
    min_message_interval: 0
    min_presence_interval: 0
    user_message_shaper: none
    user_presence_shaper: none
    room_shaper: none
    history_size: 0
    default_room_options: {mam: true, persistent: true, max_users: 1000}
`;

export const ejabberd: Contender = {
  name: 'ejabberd',
  stores: 'every message, in its archive',
  missing: async () =>
    (await exists(erlang)) && (await exists(schema))
      ? undefined
      : 'not installed: apt-get install ejabberd erlang-p1-pgsql',
  run: async (members, load) => {
    const database = await createDatabase('postgresql');
    try {
      const names = Array.from({ length: members }, (_, i) => `user${i}`);
      await fill(database, names);
      return await withDirectory(async (directory) => {
        const port = await freePort();
        const file = join(directory, 'ejabberd.yml');
        await writeFile(file, config(port, new URL(database.place.DATABASE_URL)));
        const args = ['-noinput', '+K', 'true', '+P', '250000', '-mnesia', 'dir', `"${directory}"`, '-s', 'ejabberd'];
        const env = { EJABBERD_CONFIG_PATH: file, EJABBERD_LOG_PATH: join(directory, 'log'), ERL_LIBS: libraries };
        const answer = await withProgram({ command: erlang, args, env, port }, () =>
          load({ protocol: 'xmpp', port, channel: 'bench@conference.localhost', members: names }),
        );
        if ((await archived(database)) === 0) throw new Error('ejabberd has kept nothing in its archive');
        return answer;
      });
    } finally {
      await database.drop();
    }
  },
};

/** The tables that come with ejabberd, and a user for each name whose password is the name. */
async function fill(database: TestDatabase, names: readonly string[]): Promise<void> {
  const tables = await readFile(schema, 'utf8');
  await withDriver(database.place, async (client) => {
    await client.query(tables);
    await client.query('insert into users (username, password) select name, name from unnest($1::text[]) as name', [
      names,
    ]);
  });
}

async function archived(database: TestDatabase): Promise<number> {
  const sql = 'select count(*)::float8 as count from archive';
  const { rows } = await withDriver(database.place, (client) => client.query<{ readonly count: number }>(sql));
  return rows[0]?.count ?? 0;
}
