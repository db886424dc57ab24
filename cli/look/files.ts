// The look and the themes of one's own, as files of this machine and profile.
import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { clientLimits } from '../../common/limits.ts';
import { replaceFile } from '../profile/replace-file.ts';
import { lookFile, readKeptIn, readSmall, wordsOf } from './kept-file.ts';
import type { Look } from './look.ts';
import type { KeptLook } from './read-look.ts';
import { readTheme, ThemeFile } from './theme-file.ts';
import { isThemeName, type Theme } from './theme.ts';

export interface ThemeRead {
  readonly name: string;
  readonly theme: Theme | null;
  /** What the file says; null where it is wrong. */
  readonly file: ThemeFile | null;
  /** Sentences, each with its place. */
  readonly wrong: readonly string[];
}

export interface LookFiles {
  kept(): KeptLook;
  keep(look: Look, saved: Readonly<Record<string, Look>>): void;
  /** Puts a look.json that cannot be understood beside; answers its new name. */
  setAside(): string;
  /** All themes of one's own, in the order of their names. */
  themes(): readonly ThemeRead[];
  /** One of them; null where there is none. */
  theme(name: string): ThemeRead | null;
  /** Whether that would be a theme. */
  check(value: unknown): ThemeFile | { readonly wrong: readonly string[] };
  saveTheme(file: ThemeFile): void;
  removeTheme(name: string): void;
  /** A file that somebody named. */
  read(path: string): ThemeRead;
  /** Writes a file that is not there yet. */
  write(path: string, file: ThemeFile): void;
}

/** `folder`: where the profile keeps what is configured. What the disk refuses is thrown. */
export function openLookFiles(folder: string): LookFiles {
  const look = lookFile(folder);
  const themes = join(folder, 'themes');
  const pathOf = (name: string) => join(themes, `${name}.json`);
  const own = (name: string): ThemeRead => {
    const read = readThemeFile(pathOf(name), name);
    if (read.theme === null || read.theme.name === name) return read;
    const wrong = `${pathOf(name)}: name: "${read.theme.name}" is to be "${name}", as the file is called.`;
    return { name, theme: null, file: null, wrong: [wrong] };
  };
  return {
    kept: () => readKeptIn(folder),
    keep: (own_, saved) => save(look, own_, saved),
    setAside() {
      const aside = `${look}.old`;
      renameSync(look, aside);
      return aside;
    },
    themes: () => namesIn(themes).map(own),
    theme: (name) => (isThemeName(name) && readSmall(pathOf(name)) !== null ? own(name) : null),
    check(value) {
      const theme = readTheme(value);
      return 'wrong' in theme ? theme : ThemeFile.parse(value);
    },
    saveTheme: (file) => put(pathOf(file.name), file),
    removeTheme: (name) => rmSync(pathOf(name)),
    read: (path) => readThemeFile(path, path),
    write(path, file) {
      if (existsSync(path)) throw new Error(`${path} is there already; give another name.`);
      writeFileSync(path, jsonOf(file), { flag: 'wx' });
    },
  };
}

function save(path: string, look: Look, saved: Readonly<Record<string, Look>>): void {
  put(path, Object.keys(saved).length === 0 ? look : { ...look, saved });
}

/** Where a file is a link, as in a folder of dot files, what it leads to is replaced. */
function put(path: string, value: object): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  replaceFile(
    statSync(path, { throwIfNoEntry: false }) === undefined ? path : realpathSync(path),
    jsonOf(value),
    0o666,
  );
}

const jsonOf = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? [])
      .filter(isThemeName)
      .toSorted()
      .slice(0, clientLimits.themesMax);
  } catch {
    // There is no folder as long as there is no theme.
    return [];
  }
}

function readThemeFile(path: string, name: string): ThemeRead {
  try {
    const text = readSmall(path);
    if (text === null) return { name, theme: null, file: null, wrong: [`There is no file ${path}.`] };
    const value: unknown = JSON.parse(text);
    const theme = readTheme(value);
    if ('wrong' in theme) return { name, theme: null, file: null, wrong: theme.wrong.map((why) => `${path}: ${why}`) };
    return { name, theme, file: ThemeFile.parse(value), wrong: [] };
  } catch (error) {
    const why = error instanceof SyntaxError ? `${path} is no JSON: ${error.message}` : wordsOf(error);
    return { name, theme: null, file: null, wrong: [why] };
  }
}
