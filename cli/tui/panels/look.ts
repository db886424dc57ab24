// `/look`: what one chose of how the client looks; Enter goes on to the next choice, and shows it.
import { applied } from '../../look/applied.ts';
import { isSameLook, lookChoices, type Look } from '../../look/look.ts';
import { definePanel, open, run, type RowOf } from '../model/panel.ts';

/** What the pass unlocks, short enough for a narrow list. */
const unlocked = 'With a pass: layout, line, sidebar, order, your themes';

type Choice = keyof typeof lookChoices;

type Listed =
  | { readonly type: 'theme' }
  | { readonly type: 'choice'; readonly field: Choice; readonly next: string }
  | { readonly type: 'line' }
  | { readonly type: 'saved'; readonly name: string };

const meanings = {
  layout: 'how messages stand',
  clock: 'how times are written',
  sidebar: 'where the channels stand',
  order: 'what stands first among them',
} as const satisfies Record<Choice, string>;

export const look = definePanel<Listed>({
  word: 'look',
  title: 'Look',
  summary: 'Choose how the client looks.',
  empty: '',
  on: ['me.updated'],
  async load({ looks, hasPass }) {
    const kept = await looks();
    const withheld = hasPass ? [] : applied(kept.look, null, 0).withheld;
    const waits = (field: keyof Look) => (withheld.includes(field) ? ['waits for a pass'] : []);
    const choice = (field: Choice): RowOf<Listed> => ({
      id: field,
      cells: [field, kept.look[field], ...waits(field)],
      detail: [`${meanings[field]}: ${lookChoices[field].join(', ')}`],
      item: { type: 'choice', field, next: after(lookChoices[field], kept.look[field]) },
    });
    const rows: RowOf<Listed>[] = [
      {
        id: 'theme',
        cells: ['theme', kept.look.theme, ...waits('theme')],
        detail: ['colours'],
        item: { type: 'theme' },
      },
      choice('layout'),
      choice('clock'),
      {
        id: 'line',
        cells: ['line', kept.look.line, ...waits('line')],
        detail: [
          'what stands before a message in the layout compact: {time}, {name}, {name:12} or {name:>12}, and text; quotes keep spaces at its end',
        ],
        item: { type: 'line' },
      },
      choice('sidebar'),
      choice('order'),
    ];
    const saved = Object.entries(kept.saved).map(([name, one]): RowOf<Listed> => ({
      id: `saved ${name}`,
      cells: [name],
      here: isSameLook(one, kept.look),
      item: { type: 'saved', name },
    }));
    const more = saved.length === 0 ? [] : [{ title: 'Saved', rows: saved }];
    return { sections: [{ ...(hasPass ? {} : { title: unlocked }), rows }, ...more] };
  },
  rowActions: [
    {
      key: 'o',
      label: 'next',
      when: ({ type }) => type === 'choice',
      does: (item) => run('look', 'set', item.type === 'choice' ? `${item.field}=${item.next}` : ''),
    },
    {
      key: 'o',
      label: 'themes',
      when: ({ type }) => type === 'theme',
      does: () => open('themes', null),
    },
    {
      key: 'o',
      label: 'change',
      when: ({ type }) => type === 'line',
      asks: [{ label: 'Line format:' }],
      does: (_item, [line = '']) => run('look', 'set', `line=${line}`),
    },
    {
      key: 'o',
      label: 'use',
      when: ({ type }) => type === 'saved',
      does: (item) => run('look', 'use', item.type === 'saved' ? item.name : ''),
    },
    {
      key: 'x',
      label: 'forget',
      when: ({ type }) => type === 'saved',
      confirm: (item) => `Forget the saved look "${item.type === 'saved' ? item.name : ''}"?`,
      does: (item) => run('look', 'delete', item.type === 'saved' ? item.name : '', '--yes'),
    },
  ],
  panelActions: [
    {
      key: 's',
      label: 'save',
      asks: [{ label: 'Under which name?' }],
      does: (_all, [name = '']) => run('look', 'save', name),
    },
    { key: 'p', label: 'plain', confirm: () => 'Go back to the plain look?', does: () => run('look', 'reset') },
  ],
});

function after(choices: readonly string[], now: string): string {
  return choices[(choices.indexOf(now) + 1) % choices.length] ?? now;
}
