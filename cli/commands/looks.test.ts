import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { clientLimits } from '../../common/limits.ts';
import { MessageId, newId } from '../../common/ids.ts';
import { openLookFiles } from '../look/files.ts';
import { plainLook } from '../look/look.ts';
import { isFailure } from '../net/caller.ts';
import { UsageError, type Context } from './command.ts';
import { readWords } from './slash.ts';

const folders: string[] = [];
afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true });
});

function machine() {
  const folder = mkdtempSync(join(tmpdir(), 'devchat-look-commands-'));
  folders.push(folder);
  const files = openLookFiles(folder);
  const context = (form: Context['form']): Context => ({
    caller: { call: () => Promise.reject(new Error('No host is asked.')) },
    newMessageId: () => newId(MessageId),
    sendPicture: () => Promise.reject(new Error('No picture is sent.')),
    form,
    here: null,
    ask: null,
    about: {
      version: '',
      node: '',
      url: '',
      profile: '',
      device: '',
      login: '',
      paths: { config: folder, data: '', state: '', cache: '' },
    },
    looks: () => Promise.resolve(files),
  });
  /** All that is said, refusals and notices after the rows. */
  const run = async (words: readonly string[], form: Context['form'] = 'screen') => {
    const call = readWords(words);
    if (call instanceof UsageError) return call.message;
    const answer = await call.command.run(context(form), call.args);
    if (answer instanceof UsageError || isFailure(answer)) return answer.message;
    const said = answer.effects.flatMap((effect) => (effect.type === 'notice' ? [effect.text] : []));
    return [...answer.rows.flatMap((row) => row.lines), ...said, answer.failure?.message ?? ''].join('\n').trim();
  };
  return { folder, files, run };
}

test.each([
  [['look', 'set', 'theme=gone'], 'There is no theme "gone"; `devchat theme list` shows which there are.'],
  [['look', 'set', 'clock=13h'], 'Clock is one of 24h, 12h, none; "13h" is none.'],
  [['look', 'save', 'My Look'], 'A name of a look has 1-32 lower-case letters, digits and "-"; "My Look" is none.'],
  [['look', 'use', 'nigth'], 'There is no saved look "nigth". Did you mean "night"?'],
  [['look', 'delete', 'night'], 'Add --yes to do it'],
  [['theme', 'delete', 'dusk'], 'Add --yes to do it'],
  [['look', 'delete', 'x', '--yes'], 'There is no saved look "x".'],
  [['theme', 'show', 'gone'], 'There is no theme "gone"'],
  [['theme', 'new', 'dark'], '"dark" is a built-in theme; choose another name.'],
  [['theme', 'new', 'dusk'], 'There is a theme "dusk" already.'],
  [['theme', 'new', '../dusk'], 'A name of a theme has 1-32'],
  [['theme', 'new', 'dawn', '--from', 'gone'], 'There is no theme "gone"'],
  [['theme', 'set', 'dark', 'accent', 'fg=1'], '`devchat theme new NAME --from dark` makes one like it.'],
  [['theme', 'set', 'gone', 'accent', 'fg=1'], 'There is no theme "gone"'],
  [['theme', 'set', 'dusk', 'acent', 'fg=1'], 'there is no group "acent"; did you mean "accent"?'],
  [['theme', 'set', 'dusk', 'accent', 'fg=red'], 'groups.accent.fg: a colour like "#3fa7d6"'],
  [['theme', 'set', 'dusk', 'accent', 'bold=yes'], 'groups.accent.bold: true or false.'],
  [['theme', 'set', 'dusk', 'accent', 'loud=true'], 'groups.accent: there is no "loud" here'],
  [['theme', 'set', 'dusk', 'dim', 'inherits=topic'], 'dim inherits from topic inherits from dim, which is a circle'],
  [['theme', 'set', 'dusk', 'accent', 'bold'], '"bold" sets nothing'],
  [['theme', 'import', '/nowhere.json'], 'There is no file /nowhere.json.'],
  [['theme', 'delete', 'dark', '--yes'], '"dark" is built in'],
  [['theme', 'delete', 'gone', '--yes'], 'There is no theme "gone"'],
])('%j is refused with a sentence, and nothing changes', async (words, sentence) => {
  const { run, files } = machine();
  await run(['theme', 'new', 'dusk', '--from', 'dark']);
  await run(['look', 'save', 'night']);
  const before = JSON.stringify([files.kept(), files.themes()]);
  expect(await run(words)).toContain(sentence);
  expect(JSON.stringify([files.kept(), files.themes()])).toBe(before);
});

test('a shell says what of a look is only shown with a pass', async () => {
  const { run } = machine();
  const [pass, free] = ['layout and order only while you have a pass', 'shows it after /theme reload.'];
  expect(await run(['look', 'set', 'layout=compact', 'order=dms', 'clock=12h'], 'shell')).toContain(pass);
  await run(['look', 'save', 'night']);
  expect(await run(['look', 'use', 'night'], 'shell')).toContain(pass);
  expect(await run(['look', 'set', 'layout=cosy', 'order=rooms', 'theme=dark'], 'shell')).toContain(free);
});

test('a theme is taken by its name', async () => {
  const { run, files } = machine();
  await run(['theme', 'use', 'dark']);
  expect(files.kept().look).toEqual({ ...plainLook, theme: 'dark' });
  expect(await run(['theme', 'use', 'gone'])).toContain('There is no theme "gone"');
});

test('a built-in theme is written out whole, changed by hand, and taken back', async () => {
  const { run, files, folder } = machine();
  const path = join(folder, 'mine.json');
  await run(['theme', 'export', 'dark', path]);
  const text = readFileSync(path, 'utf8');
  expect(Object.keys(JSON.parse(text).groups)).toContain('author9');
  expect(await run(['theme', 'export', 'light', path])).toContain('is there already');
  writeFileSync(path, text.replace('"#61afef"', '"#ff8800"'));
  await run(['theme', 'import', path]);
  expect(files.theme('my-dark')?.theme?.looks.accent?.fg).toBe('#ff8800');
  expect(await run(['theme', 'import', path])).toContain('--replace puts this one in its place');
  expect(await run(['theme', 'import', path, '--replace'])).toContain('uses it');
});

test('every mistake of a file is told with its place, in a shell each on a line', async () => {
  const { run, folder } = machine();
  const path = join(folder, 'bad.json');
  writeFileSync(path, '{"name": "X", "groups": {"accent": {"fg": "red", "bold": 1}}, "sound": true}');
  for (const form of ['screen', 'shell'] as const)
    expect((await run(['theme', 'import', path], form)).split('\n')).toEqual([
      expect.stringContaining('bad.json: name: a name has 1-32'),
      expect.stringContaining('bad.json: groups.accent.fg: a colour'),
      expect.stringContaining('bad.json: groups.accent.bold: true or false.'),
      expect.stringContaining('bad.json: theme: there is no "sound" here, only name, extends, groups.'),
    ]);
});

test('none takes a setting of a group away', async () => {
  const { run, files } = machine();
  await run(['theme', 'new', 'dusk']);
  await run(['theme', 'set', 'dusk', 'accent', 'fg=208', 'bold=true']);
  await run(['theme', 'set', 'dusk', 'accent', 'fg=none']);
  expect(files.theme('dusk')?.file?.groups).toEqual({ accent: { bold: true } });
});

test('the theme in use is auto once it is deleted', async () => {
  const { run, files } = machine();
  await run(['theme', 'new', 'dusk']);
  await run(['look', 'set', 'theme=dusk', 'clock=12h']);
  expect(await run(['theme', 'delete', 'dusk', '--yes'])).toContain('It was the one in use');
  expect(files.kept().look).toEqual({ ...plainLook, clock: '12h' });
});

test('as many looks are saved as the limit says, and not one more', async () => {
  const { run, files } = machine();
  const names = Array.from({ length: clientLimits.looksSavedMax }, (_, i) => `look-${i}`);
  for (const name of names) await run(['look', 'save', name]);
  expect(await run(['look', 'save', 'one-more'])).toBe(
    'There are 50 saved looks, which is the most; delete one first.',
  );
  expect(await run(['look', 'save', 'look-0'])).toContain('Saved as "look-0"');
  expect(Object.keys(files.kept().saved)).toEqual(names);
});

test('as many themes are made as the limit says, and not one more', async () => {
  const { run, files } = machine();
  for (let i = 0; i < clientLimits.themesMax; i++) await run(['theme', 'new', `theme-${i}`]);
  expect(await run(['theme', 'new', 'one-more'])).toContain('There are 100 themes of your own, which is the most');
  expect(files.theme('one-more')).toBeNull();
});

test('a file that nobody understands is put aside by a reset, and its saved looks stay', async () => {
  const { run, files, folder } = machine();
  writeFileSync(join(folder, 'look.json'), '{"layuot": "compact", "saved": {"night": {"theme": "dark"}}}');
  expect(await run(['look', 'use', 'night'])).toContain('Correct the file');
  expect(await run(['look', 'reset'])).toContain('look.json.old');
  expect(files.kept()).toEqual({ look: plainLook, saved: { night: { ...plainLook, theme: 'dark' } }, wrong: [] });
});
