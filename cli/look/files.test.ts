import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { clientLimits } from '../../common/limits.ts';
import { openLookFiles } from './files.ts';
import { plainLook, readLine } from './look.ts';
import { readFields, readKept, readWords } from './read-look.ts';

const folders: string[] = [];
function folder(look?: string): string {
  const path = mkdtempSync(join(tmpdir(), 'devchat-look-'));
  folders.push(path);
  mkdirSync(join(path, 'themes'));
  if (look !== undefined) writeFileSync(join(path, 'look.json'), look);
  return path;
}
afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true });
});
const dusk = { name: 'dusk', extends: 'dark', groups: { accent: { fg: '#ff8800' } } } as const;

describe('look.json', () => {
  test('what is kept is read again, and no draft stays beside it', () => {
    const path = folder();
    const look = { ...plainLook, layout: 'compact', line: '{name} │ ' } as const;
    openLookFiles(path).keep(look, { night: { ...look, theme: 'dark' } });
    expect(openLookFiles(path).kept()).toEqual({ look, saved: { night: { ...look, theme: 'dark' } }, wrong: [] });
    expect(readdirSync(path)).toEqual(['look.json', 'themes']);
  });

  test('is plain where there is none', () => {
    expect(openLookFiles(join(folder(), 'nowhere')).kept()).toEqual({ look: plainLook, saved: {}, wrong: [] });
  });

  test.each([
    ['no JSON', '{"theme": dark}', 'f is no JSON: Unexpected token'],
    ['a list', '[]', 'f is to hold an object'],
    ['an unknown setting', '{"layuot": "compact"}', 'f: there is no setting "layuot"; did you mean layout?'],
    ['an unknown value', '{"layout": "wide"}', 'f: layout is one of cosy, compact, bubbles; "wide" is none.'],
    ['a number', '{"clock": 12}', 'f: clock is a text in quotes.'],
    ['a theme that is a path', '{"theme": "../../etc/passwd"}', 'f: theme: a name of a theme has 1-32'],
    ['a line format that means nothing', '{"line": "{nick}"}', 'f: line: "{nick}" means nothing'],
    ['a saved look that is none', '{"saved": {"night": 1}}', 'f: saved.night: a look is an object.'],
    ['a wrong value in a saved look', '{"saved": {"night": {"order": "x"}}}', 'f: saved.night: order is one of'],
    ['a saved look without a proper name', '{"saved": {"my look": {}}}', 'f: saved.my look: a name of a look has'],
  ])('with %s says which file and field, and is plain there', (_what, text, sentence) => {
    const { look, wrong } = readKept(text, 'f');
    expect(wrong.join('\n')).toContain(sentence);
    expect(look).toEqual(plainLook);
  });

  test('with something wrong counts in all that is right', () => {
    const { look, wrong } = readKept('{"layout": "wide", "sidebar": "right", "saved": {"a": {}, "B": {}}}', 'f');
    expect(look).toEqual({ ...plainLook, sidebar: 'right' });
    expect(wrong).toHaveLength(2);
  });

  test('that is a link stays one: what it leads to is replaced', () => {
    const [path, dots] = [folder(), folder('{}')];
    symlinkSync(join(dots, 'look.json'), join(path, 'look.json'));
    openLookFiles(path).keep({ ...plainLook, clock: '12h' }, {});
    expect(readFileSync(join(dots, 'look.json'), 'utf8')).toContain('12h');
  });

  test('that cannot be understood is put aside, not lost', () => {
    const path = folder('{"my": "work"}');
    expect(readFileSync(openLookFiles(path).setAside(), 'utf8')).toBe('{"my": "work"}');
    expect(openLookFiles(path).kept().wrong).toEqual([]);
  });

  test('may be as large as the limit says, and not one byte larger', () => {
    const fitting = '{}'.padEnd(clientLimits.lookFileMaxBytes);
    expect(openLookFiles(folder(fitting)).kept().wrong).toEqual([]);
    expect(
      openLookFiles(folder(`${fitting} `))
        .kept()
        .wrong.join(),
    ).toContain('has 65537 bytes');
  });
});

test('a line format may be as long as the limit says, and not one character longer', () => {
  const longest = 'x'.repeat(clientLimits.lineFormatMaxChars);
  expect(readLine(longest)).toEqual([{ type: 'text', text: longest }]);
  expect(readLine(`${longest}x`)).toHaveProperty('wrong');
});

describe('settings as words', () => {
  test.each([
    ['layout=compact clock=12h', { layout: 'compact', clock: '12h' }],
    ['line={time} {name:>12} │  sidebar=right', { line: '{time} {name:>12} │ ', sidebar: 'right' }],
    ["theme=dark line='{name}: '", { theme: 'dark', line: '{name}: ' }],
    ['line="{name}"', { line: '{name}' }],
    ['line=', { line: '' }],
  ])('%s', (words, fields) => {
    expect(readWords(words)).toEqual({ fields, wrong: [] });
  });

  test.each([
    ['layuot=compact', 'There is no setting "layuot"; did you mean layout?'],
    ['layout=compact bubbles', 'Layout is one of cosy, compact, bubbles; "compact bubbles" is none.'],
    ['compact', '"compact" sets nothing; a setting is written like layout=compact.'],
    ['line={nick}', 'Line: "{nick}" means nothing'],
  ])('%s is refused with a sentence', (words, sentence) => {
    expect(readWords(words).wrong.join('\n')).toContain(sentence);
  });

  test('names of what every object has are no settings', () => {
    expect(readFields(JSON.parse('{"__proto__": "x", "constructor": "y"}'), '').wrong).toHaveLength(2);
  });
});

describe('the files of themes', () => {
  test('are read by their names, and what is wrong is said with its place', () => {
    const path = folder();
    openLookFiles(path).saveTheme(dusk);
    writeFileSync(join(path, 'themes', 'other.json'), JSON.stringify({ ...dusk, name: 'dawn' }));
    writeFileSync(join(path, 'themes', 'torn.json'), '{"name": "torn",\n "groups"');
    writeFileSync(join(path, 'themes', 'Not A Name.json'), '{}');
    mkdirSync(join(path, 'themes', 'folder.json'));
    const read = openLookFiles(path).themes();
    expect(read.map(({ name, theme }) => [name, theme !== null])).toEqual([
      ['dusk', true],
      ['folder', false],
      ['other', false],
      ['torn', false],
    ]);
    const [, aFolder, other, torn] = read.map(({ wrong }) => wrong.join('\n'));
    expect(aFolder).toContain('folder.json is no file');
    expect(other).toContain('other.json: name: "dawn" is to be "other"');
    expect(torn).toMatch(/torn\.json is no JSON: .*\(line 2 column \d+\)/);
  });

  test('a name that leads elsewhere is no name', () => {
    expect(openLookFiles(folder('{}')).theme('../look')).toBeNull();
  });

  test('as many are read as the limit says, and not one more', () => {
    const path = folder();
    for (let i = 0; i <= clientLimits.themesMax; i++)
      openLookFiles(path).saveTheme({ ...dusk, name: `t${String(i).padStart(3, '0')}` });
    expect(openLookFiles(path).themes()).toHaveLength(clientLimits.themesMax);
    expect(openLookFiles(path).themes().at(-1)?.name).toBe('t099');
  });

  test('one that is there is not written over', () => {
    const path = join(folder('{}'), 'look.json');
    expect(() => openLookFiles(tmpdir()).write(path, dusk)).toThrow('is there already');
  });
});
