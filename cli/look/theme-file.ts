// Themes that people write: a file becomes a theme, or sentences that say what is wrong with it.
import * as z from 'zod/mini';
import { nearest } from '../../common/nearest.ts';
import {
  builtInThemes,
  groupNames,
  isBuiltIn,
  isGroup,
  isThemeName,
  kin,
  themeNameRule,
  type GroupLooks,
  type Theme,
} from './theme.ts';

const colourRule = 'a colour like "#3fa7d6", or a number from 0 to 255';
const ColourText = z.union([z.string().check(z.regex(/^#[0-9a-fA-F]{6}$/)), z.int().check(z.gte(0), z.lte(255))]);

const GroupLook = z.strictObject({
  inherits: z.optional(z.string()),
  fg: z.optional(ColourText),
  bg: z.optional(ColourText),
  bold: z.optional(z.boolean()),
  dim: z.optional(z.boolean()),
  italic: z.optional(z.boolean()),
  underline: z.optional(z.boolean()),
  reverse: z.optional(z.boolean()),
});
/** A theme as a file holds it (JSON). What it does not name is as in the built-in theme that it extends. */
export const ThemeFile = z.strictObject({
  name: z.string().check(z.refine(isThemeName, `a name ${themeNameRule}`)),
  extends: z.optional(z.enum(['auto', 'dark', 'light', 'high-contrast'])),
  groups: z.record(z.string(), GroupLook),
});
export type ThemeFile = z.infer<typeof ThemeFile>;

/** The theme that a file describes, or sentences that say what is wrong with it. */
export function readTheme(value: unknown): Theme | { readonly wrong: readonly string[] } {
  const parsed = ThemeFile.safeParse(value);
  if (!parsed.success) return { wrong: parsed.error.issues.map(sentenceOf) };
  const { name, extends: base = 'auto', groups } = parsed.data;
  const under = builtInThemes.find((theme) => theme.name === base);
  const wrong = Object.entries(groups).flatMap(([group, look]) => [
    ...(isGroup(group) ? [] : [noGroup('groups', group)]),
    ...(look.inherits === undefined || isGroup(look.inherits)
      ? []
      : [noGroup(`groups.${group}.inherits`, look.inherits)]),
  ]);
  if (isBuiltIn(name)) wrong.push(`name: "${name}" is a built-in theme; choose another.`);
  if (wrong.length > 0) return { wrong };
  const looks: GroupLooks = { ...under?.looks, ...groups };
  const circle = circleIn({ ...kin, ...looks });
  if (circle !== undefined) return { wrong: [`groups: ${circle.join(' inherits from ')}, which is a circle.`] };
  return { name, ground: under?.ground ?? 'unknown', isBuiltIn: false, looks };
}

/** The place and what is to stand there; zod's own words are for developers. */
function sentenceOf(issue: z.core.$ZodIssue): string {
  return `${issue.path.map(String).join('.') || 'theme'}: ${ruleOf(issue)}.`;
}

function ruleOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const known = issue.path.length === 0 ? Object.keys(ThemeFile.shape) : Object.keys(GroupLook.shape);
    return issue.keys.map((key) => `there is no "${key.slice(0, 40)}" here, only ${known.join(', ')}`).join('; ');
  }
  const field = issue.path.at(-1);
  if (field === 'fg' || field === 'bg') return colourRule;
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  if (issue.code !== 'invalid_type') return issue.message;
  return typeWords[issue.expected] ?? `a ${issue.expected}`;
}

const typeWords: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  string: 'a text in quotes',
  object: 'an object in braces',
  record: 'an object in braces',
};

function noGroup(place: string, name: string): string {
  const meant = nearest(name, groupNames);
  return `${place}: there is no group "${name.slice(0, 40)}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
}

function circleIn(looks: GroupLooks): readonly string[] | undefined {
  for (const group of groupNames) {
    const way: string[] = [group];
    for (let next = looks[group]?.inherits; next !== undefined && isGroup(next); next = looks[next]?.inherits) {
      way.push(next);
      if (way.indexOf(next) < way.length - 1) return way;
    }
  }
  return undefined;
}
