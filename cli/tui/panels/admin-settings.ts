// `/admin-settings`: what an administrator changes while the host runs.
import { isFailure } from '../../net/caller.ts';
import { definePanel, run } from '../model/panel.ts';

interface Setting {
  readonly name: string;
  readonly isText: boolean;
}

export const adminSettings = definePanel<Setting>({
  word: 'admin-settings',
  title: 'Settings of this host',
  summary: 'See and change the name, the announcement, invitations and limits of this host.',
  empty: 'There is nothing to set.',
  on: ['host.updated'],
  async load({ caller }) {
    const [settings, host] = [await caller.call('admin.settings.get', {}), await caller.call('host.info', {})];
    if (isFailure(settings)) return settings;
    if (isFailure(host)) return host;
    const { announcement } = host;
    const invited = settings.invitations_only ? 'by invitation' : 'for everybody';
    const top = [
      row('name', settings.name, settings.name_source === 'environment' ? '' : 'c', 'what the host is called'),
      row('announcement', announcement?.text ?? 'none', 'c', 'what everybody is told'),
      row('invitations_only', settings.invitations_only ? 'yes' : 'no', 'c', `new accounts are ${invited}`),
    ];
    const limits = settings.limits.map(({ name, value, source, changeable, why }) =>
      row(name, String(value), changeable && source !== 'environment' ? 'c' : '', why, source),
    );
    return {
      sections: [
        { rows: top },
        { title: 'Limits that can be set', rows: limits.filter(({ item }) => item.name !== '') },
        {
          title: 'Limits that take a restart, or that the environment gives',
          rows: limits.filter(({ item }) => item.name === ''),
        },
      ],
    };
  },
  rowActions: [
    {
      key: 'c',
      label: 'change',
      when: ({ name, isText }) => name !== '' && !isText,
      asks: [{ label: 'Its new value (empty: as it is by default)?', optional: true }],
      does: ({ name }, [value = '']) => run('admin', 'settings', 'set', name, ...(value === '' ? [] : [value])),
    },
    {
      key: 'c',
      label: 'announce',
      when: ({ isText }) => isText,
      asks: [
        { label: 'What is everybody told (empty: nothing any more)?', optional: true },
        { label: 'Until when, like 7d or 2026-12-31 (empty: until it is taken back)?', optional: true },
      ],
      does: (_item, [text = '', until = '']) =>
        run('admin', 'announce', ...(until === '' ? [] : [`--until=${until}`]), ...(text === '' ? [] : ['--', text])),
    },
  ],
});

/** A row that nothing can be done about has an item without a name. */
function row(name: string, value: string, can: 'c' | '', why: string, source = 'default') {
  const from = source === 'default' ? '' : `from the ${source}`;
  const item = { name: can === '' ? '' : name, isText: name === 'announcement' };
  return { id: name, cells: [name, value, from, why], item };
}
