// `/themes`: every theme, shown over the whole screen as one goes through them.
import { builtInThemes, type Theme } from '../../look/theme.ts';
import { definePanel, run, type RowOf } from '../model/panel.ts';

interface Listed {
  readonly name: string;
  readonly isOwn: boolean;
}

export const themes = definePanel<Listed>({
  word: 'themes',
  title: 'Themes',
  summary: 'Try the themes, and choose one.',
  empty: 'There is no theme.',
  async load({ looks, hasPass }) {
    const { look, themes: own } = await looks();
    const builtIn = builtInThemes.map((theme) =>
      row(theme.name, look.theme, ground(theme), { isOwn: false, detail: [] }),
    );
    const mine = own.map(({ name, theme, wrong }) =>
      row(name, look.theme, wrong.length > 0 ? 'its file is wrong' : theme === null ? '' : ground(theme), {
        isOwn: true,
        detail: [...wrong, ...(hasPass ? [] : ['Themes of your own need a pass; until then it looks like auto.'])],
      }),
    );
    const more = mine.length > 0 ? [{ title: 'Your own', rows: mine }] : [];
    return { sections: [{ title: 'Built in', rows: builtIn }, ...more] };
  },
  preview: ({ name }) => ({ theme: name }),
  rowActions: [
    { key: 'o', label: 'keep', does: ({ name }) => run('look', 'set', `theme=${name}`) },
    {
      key: 'c',
      label: 'copy',
      asks: [{ label: 'What is the copy called?' }],
      does: ({ name }, [copy = '']) => run('theme', 'new', copy, `--from=${name}`),
    },
    {
      key: 'e',
      label: 'change',
      when: ({ isOwn }) => isOwn,
      asks: [{ label: 'Group and settings, like accent fg=#ff8800:' }],
      does: ({ name }, [words = '']) => run('theme', 'set', name, ...words.split(/\s+/)),
    },
    {
      key: 'x',
      label: 'delete',
      when: ({ isOwn }) => isOwn,
      confirm: ({ name }) => `Delete the theme "${name}"?`,
      does: ({ name }) => run('theme', 'delete', name, '--yes'),
    },
  ],
  panelActions: [
    {
      key: 'i',
      label: 'import',
      asks: [{ label: 'The file of a theme:' }],
      does: (_all, [file = '']) => run('theme', 'import', file),
    },
  ],
});

function row(
  name: string,
  now: string,
  words: string,
  more: { isOwn: boolean; detail: readonly string[] },
): RowOf<Listed> {
  const { isOwn, detail } = more;
  return { id: name, cells: [name, words], detail, here: name === now, item: { name, isOwn } };
}

const ground = (theme: Theme) => (theme.ground === 'unknown' ? 'for any ground' : `for a ${theme.ground} ground`);
