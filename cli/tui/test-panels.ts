// Panels made up for tests: people to sort, and boxes to tick about one of them.
import { Refusal } from '../../common/errors.ts';
import { noLooks } from '../look/looks.ts';
import { emptyFrame, withList, type PanelFrame } from './model/panel-frame.ts';
import { ask, definePanel, open, run, type Panel, type PanelContext, type Subject } from './model/panel.ts';

export interface Person {
  readonly name: string;
  readonly words: string;
}

/** Lists what `people` answers at that moment; a string is a refusal. */
export function peoplePanel(people: () => readonly Person[] | string): Panel {
  return definePanel<Person>({
    word: 'people',
    title: 'People',
    summary: 'Sort people.',
    empty: 'Nobody is here. i invites somebody.',
    on: ['me.updated'],
    load() {
      const answer = people();
      if (typeof answer === 'string') return Promise.resolve(new Refusal('internal', answer));
      const rows = answer.map((item) => ({
        id: item.name,
        cells: [item.name, item.words],
        detail: item.words === '' ? [] : [`${item.name} says: ${item.words}`],
        item,
      }));
      return Promise.resolve({ sections: [{ title: `${rows.length} people`, rows }] });
    },
    rowActions: [
      {
        key: 'o',
        label: 'powers',
        does: ({ name }) => open('powers', { id: `id of ${name}`, name }),
      },
      {
        key: 'w',
        label: 'write',
        when: ({ name }) => name !== 'ada',
        does: ({ name }) => run('dm', name),
      },
      {
        key: 'b',
        label: 'ban',
        asks: [
          { label: 'How long?', choices: ['a day', 'for ever'] },
          { label: 'Why?', optional: true },
        ],
        confirm: ({ name }, [time]) => `Ban ${name} for ${time}?`,
        does: ({ name }, [time = '', why = '']) => run('topic', '#general', `${name}; ${time}; ${why}`),
      },
    ],
    panelActions: [
      {
        key: 'i',
        label: 'invite',
        asks: [{ label: 'Whom?' }],
        does: (_none, [name = '']) => ask((caller) => caller.call('dm.open', { username: name })),
      },
    ],
  });
}

export function powersPanel(powers: Map<string, boolean>): Panel {
  return definePanel<string>({
    word: 'powers',
    title: 'Powers',
    summary: 'What somebody may do.',
    empty: 'There is nothing that one may do.',
    load: () =>
      Promise.resolve({
        sections: [{ rows: [...powers].map(([item, checked]) => ({ id: item, cells: [item], checked, item })) }],
      }),
    rowActions: [
      {
        key: 't',
        label: 'toggle',
        does: (name) =>
          ask(() => {
            powers.set(name, powers.get(name) !== true);
            return Promise.resolve();
          }),
      },
    ],
  });
}

/** A panel as it stands on the screen once it is loaded. */
export async function loadedFrame(
  panel: Panel,
  subject: Subject | null = null,
  more: Partial<PanelContext> = {},
): Promise<PanelFrame> {
  const caller = { call: () => Promise.reject(new Error('nobody')) };
  const looks = () => Promise.resolve(noLooks);
  const list = await panel.load({ caller, me: null, here: null, looks, hasPass: false, ...more }, subject);
  const frame = emptyFrame(panel.word, panel.title, subject, panel.empty);
  if ('code' in list) return { ...frame, state: { failed: frame.title } };
  return 'sections' in list ? withList(frame, list) : frame;
}
