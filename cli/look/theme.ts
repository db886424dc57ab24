// Themes: what each highlight group looks like. A group says what is different from the group that it inherits from.
import { parseRgb, sgrOf, type Colour, type Ground } from './colour.ts';
import type { Depth } from './depth.ts';

/** The groups, and what each is for; the order is that of the docs. */
export const groupMeanings = {
  plain: 'text',
  dim: 'what matters less',
  bold: 'what matters more',
  accent: 'what is chosen or new',
  accentBold: 'the same, louder',
  danger: 'errors, and what deletes',
  good: 'what is well; who is online',
  warn: 'what wants care; who is away',
  underline: 'addresses of the web',
  border: 'lines between the parts of the screen',
  title: 'the name of the open channel',
  topic: 'its topic',
  heading: 'names of servers in the sidebar',
  category: 'names of categories in the sidebar',
  unread: 'channels in which something is unread',
  time: 'the time of a message',
  mention: 'one’s own name where others write it',
  bubble: 'messages of others in the layout "bubbles"',
  ownBubble: 'one’s own messages in the layout "bubbles"',
  author0: 'names; each has one of these ten',
  author1: 'names',
  author2: 'names',
  author3: 'names',
  author4: 'names',
  author5: 'names',
  author6: 'names',
  author7: 'names',
  author8: 'names',
  author9: 'names',
} as const;

export type Group = keyof typeof groupMeanings;
export const groupNames = Object.keys(groupMeanings) as Group[];
export const authorColours = 10;

/** How a group looks: what it does not say, it has from `inherits`. Colours are `#rrggbb`, or a number of the palette of 256. */
export interface GroupLook {
  readonly inherits?: string | undefined;
  readonly fg?: string | number | undefined;
  readonly bg?: string | number | undefined;
  readonly bold?: boolean | undefined;
  readonly dim?: boolean | undefined;
  readonly italic?: boolean | undefined;
  readonly underline?: boolean | undefined;
  readonly reverse?: boolean | undefined;
}

export type GroupLooks = Readonly<Partial<Record<Group, GroupLook>>>;

export interface Theme {
  readonly name: string;
  readonly ground: Ground;
  readonly isBuiltIn: boolean;
  /** Over the looks that the depth of the terminal begins with. */
  readonly looks: GroupLooks;
}

/** Groups that are like others, at every depth, until a theme says otherwise. */
export const kin: GroupLooks = {
  accentBold: { inherits: 'accent', bold: true },
  border: { inherits: 'dim' },
  title: { inherits: 'bold' },
  topic: { inherits: 'dim' },
  heading: { inherits: 'bold' },
  category: { inherits: 'dim' },
  unread: { inherits: 'bold' },
  time: { inherits: 'dim' },
  mention: { inherits: 'accentBold' },
  bubble: { inherits: 'plain' },
  ownBubble: { inherits: 'accent' },
};

const authorsOf = (colours: readonly number[]): GroupLooks =>
  Object.fromEntries(colours.map((fg, i) => [`author${i}`, { fg, bold: true }]));

/** Of middle brightness, so that each can be read on a dark ground and on a light one. */
const many: GroupLooks = {
  dim: { fg: 244 },
  bold: { bold: true },
  accent: { fg: 32 },
  danger: { fg: 167 },
  good: { fg: 34 },
  warn: { fg: 136 },
  underline: { underline: true },
  ...authorsOf([30, 64, 97, 131, 136, 168, 62, 133, 67, 166]),
};
const few: GroupLooks = {
  dim: { dim: true },
  bold: { bold: true },
  accent: { fg: 4 },
  danger: { fg: 1 },
  good: { fg: 2 },
  warn: { fg: 3 },
  underline: { underline: true },
  ...authorsOf([6, 2, 5, 3, 1, 6, 2, 5, 3, 1]),
};
const colourless: GroupLooks = {
  dim: { dim: true },
  bold: { bold: true },
  accent: { bold: true },
  danger: { bold: true },
  underline: { underline: true },
  ...Object.fromEntries(Array.from({ length: authorColours }, (_, i) => [`author${i}`, { bold: true }])),
};

const builtIn = (name: string, ground: Ground, looks: GroupLooks): Theme => ({ name, ground, isBuiltIn: true, looks });

/** For everybody. */
export const autoTheme: Theme = builtIn('auto', 'unknown', {});
export const builtInThemes: readonly Theme[] = [
  autoTheme,
  builtIn('dark', 'dark', {
    plain: { fg: '#d8dee9' },
    dim: { fg: '#8b95a7' },
    accent: { fg: '#61afef' },
    danger: { fg: '#f07178' },
    good: { fg: '#98c379' },
    warn: { fg: '#e5c07b' },
    ...named([
      '#56b6c2',
      '#98c379',
      '#c678dd',
      '#e06c75',
      '#e5c07b',
      '#ff8fb1',
      '#8aa9ff',
      '#d79bf0',
      '#7fb8da',
      '#f5a97f',
    ]),
  }),
  builtIn('light', 'light', {
    plain: { fg: '#1f2430' },
    dim: { fg: '#667085' },
    accent: { fg: '#0b5cad' },
    danger: { fg: '#b3261e' },
    good: { fg: '#1b6e2c' },
    warn: { fg: '#7a5200' },
    ...named([
      '#00696f',
      '#3d6a00',
      '#6a3d9a',
      '#8c2f39',
      '#7a5200',
      '#a01b5d',
      '#3346b3',
      '#7b2d8e',
      '#2b5f86',
      '#9a3c00',
    ]),
  }),
  builtIn('high-contrast', 'dark', {
    plain: { fg: '#ffffff' },
    dim: { fg: '#d0d0d0' },
    accent: { fg: '#ffff00', bold: true },
    danger: { fg: '#ff9a9a', bold: true },
    good: { fg: '#80ff80' },
    warn: { fg: '#ffd700' },
    underline: { underline: true, bold: true },
    mention: { reverse: true, bold: true },
    ...named([
      '#7fffff',
      '#a0ff60',
      '#e0b0ff',
      '#ff9f9f',
      '#ffd700',
      '#ffb0d0',
      '#b0c8ff',
      '#f0a0ff',
      '#a0e0ff',
      '#ffb060',
    ]),
  }),
];

function named(colours: readonly string[]): GroupLooks {
  return Object.fromEntries(colours.map((fg, i) => [`author${i}`, { fg, bold: true }]));
}

/** Names of themes and of saved looks: they become names of files, and words of a command. */
export const themeNameRule = 'has 1-32 lower-case letters, digits and "-"';

export function isThemeName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,31}$/.test(name);
}

export function isBuiltIn(name: string): boolean {
  return builtInThemes.some((theme) => theme.name === name);
}

/** What each group says in a theme on a terminal with many colours; a group that says nothing is the terminal's own text. */
export function looksOf(theme: Theme): Readonly<Record<Group, GroupLook>> {
  const looks: GroupLooks = { ...many, ...kin, ...theme.looks };
  return Object.fromEntries(groupNames.map((group) => [group, looks[group] ?? {}])) as Record<Group, GroupLook>;
}

export function isGroup(name: string): name is Group {
  return Object.hasOwn(groupMeanings, name);
}

/** The SGR parameters of each group on a terminal of that depth. */
export function stylesOf(theme: Theme, depth: Depth): Readonly<Record<Group, string>> {
  const base = depth === 'mono' || depth === 'none' ? colourless : depth === '16' ? few : many;
  // A built-in theme is written for many colours; with few, the terminal's own are better than the nearest.
  const over = theme.isBuiltIn && depth === '16' ? {} : theme.looks;
  const looks: GroupLooks = { ...base, ...kin, ...over };
  return Object.fromEntries(groupNames.map((group) => [group, codes(resolved(looks, group), depth)])) as Record<
    Group,
    string
  >;
}

function resolved(looks: GroupLooks, group: Group): GroupLook {
  const { inherits, ...own } = looks[group] ?? {};
  return inherits === undefined || !isGroup(inherits) ? own : { ...resolved(looks, inherits), ...own };
}

function codes(look: GroupLook, depth: Depth): string {
  if (depth === 'none') return '';
  const parts = [
    look.bold === true ? '1' : '',
    look.dim === true ? '2' : '',
    look.italic === true ? '3' : '',
    look.underline === true ? '4' : '',
    look.reverse === true ? '7' : '',
    look.fg === undefined ? '' : sgrOf(colourOf(look.fg), depth, 'fg'),
    look.bg === undefined ? '' : sgrOf(colourOf(look.bg), depth, 'bg'),
  ];
  return parts.filter((part) => part !== '').join(';');
}

function colourOf(written: string | number): Colour {
  return typeof written === 'number' ? written : (parseRgb(written) ?? 7);
}
