// One's own look in a real terminal: a theme is taken from a file, tried, kept, and there again after a restart; without a pass it waits.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { createTestDatabase, databaseKinds, type TestDatabase } from '../../server/test-database.ts';
import { usePeople } from './people.ts';
import { keys, type Screen } from './pty.ts';

/** Of the palette of 256, what is nearest to #ff8800. */
const orange = 208;
const dusk = { name: 'dusk', extends: 'dark', groups: { accent: { fg: '#ff8800' }, border: { fg: '#ff8800' } } };

describe.skipIf(!databaseKinds().includes('postgresql'))('the look', () => {
  let database: TestDatabase;
  let url = '';
  const people = usePeople(async () => {
    database = await createTestDatabase('postgresql');
    if (database.config.type === 'postgresql') ({ url } = database.config);
    return { DATABASE_URL: url };
  });
  afterAll(() => database?.drop());

  const givePass = async (username: string, until: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('update users set pass_until = $2 where username = $1', [username, until]);
    await client.end();
  };

  /** The colour of the line above the composer. */
  const lineColour = ({ terminal }: Screen) => {
    const { active } = terminal.buffer;
    const rows = Array.from({ length: terminal.rows }, (_, y) => active.getLine(active.viewportY + y));
    const rule = rows.findLast((row) => row?.translateToString().startsWith('──') === true);
    return rule?.getCell(0)?.getFgColor();
  };
  const home = (shell: { home: string }, file: string) => join(shell.home, '.config/devchat/default', file);

  test('a theme from a file is shown while one goes through the themes, kept with Enter, and there after a restart', async () => {
    const { shell, name } = await people.somebody();
    await givePass((await shell.run(['whoami', '--json'])).stdout.match(/"username":"(\w+)"/)?.[1] ?? '', '2100-01-01');
    await writeFile(join(shell.home, 'dusk.json'), JSON.stringify(dusk));
    const first = people.open(shell);
    await first.shows(`Message #${name}`);
    const plain = lineColour(first);
    first.types('/theme import ~/dusk.json\r');
    await first.shows('uses it');
    first.types('/themes\r');
    await first.shows('▌ • auto');
    for (const next of ['dark', 'light', 'high-contrast', 'dusk']) {
      await first.quiet(200);
      const before = first.frames();
      first.types(keys.down);
      await first.shows(new RegExp(`▌ +${next}`));
      await first.quiet(200);
      expect(first.frames() - before).toBe(1);
    }
    expect([plain === orange, lineColour(first)]).toEqual([false, orange]);
    first.types(keys.escape);
    await first.shows('? help');
    await first.quiet(200);
    expect(lineColour(first)).toBe(plain);
    first.types('/themes\r');
    await first.shows('▌ • auto');
    first.types(`${keys.down.repeat(4)}\r`);
    await first.shows('▌ • dusk');
    first.types(keys.escape);
    await first.shows('? help');
    first.types('/look set layout=compact line="{name}> "\r');
    first.types('as one reads it\r');
    await first.shows(/ada\d+> as one reads it/);
    first.types('/quit\r');
    await first.ended;
    const again = people.open(shell);
    await again.shows(/ada\d+> as one reads it/);
    await again.quiet(200);
    expect(lineColour(again)).toBe(orange);
  });

  test('without a pass the screen is plain and says so once; what was chosen stays in its file', async () => {
    const { shell, name } = await people.somebody();
    await writeFile(join(shell.home, 'dusk.json'), JSON.stringify(dusk));
    await shell.run(['theme', 'import', join(shell.home, 'dusk.json')]);
    await shell.run(['look', 'set', 'theme=dusk', 'layout=bubbles', 'clock=12h']);
    const sentence = 'Your theme and layout need a pass; what you chose is kept until you have';
    const first = people.open(shell);
    await first.shows(`Message #${name}`);
    await first.shows(sentence);
    first.types('hello\r');
    await first.shows(/ada\d+ +\d+:\d\d [ap]m/);
    expect(first.text()).not.toContain('╭');
    expect(lineColour(first)).not.toBe(orange);
    first.types('/quit\r');
    await first.ended;
    const again = people.open(shell);
    await again.shows('hello');
    await again.quiet(500);
    expect(again.text()).not.toContain('need a pass');
    expect(JSON.parse(await readFile(home(shell, 'look.json'), 'utf8'))).toMatchObject({
      theme: 'dusk',
      layout: 'bubbles',
    });
  });

  test('a look.json that nobody understands is said with its place, and neither used nor written over', async () => {
    const { shell, name } = await people.somebody();
    await shell.run(['look', 'set', 'theme=dark']);
    const torn = '{"theme": "dark", "layuot": "compact"}';
    await writeFile(home(shell, 'look.json'), torn);
    const screen = people.open(shell);
    await screen.shows(`Message #${name}`);
    await screen.shows(/look\.json: there is no\s+setting "layuot"; did you mean layout\?/);
    screen.types('/look set clock=12h\r');
    await screen.shows('Correct the file');
    expect(await readFile(home(shell, 'look.json'), 'utf8')).toBe(torn);
  });
});
