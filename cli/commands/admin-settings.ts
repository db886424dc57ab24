// `admin settings`: the settings and limits of the host, and where each comes from.
import type { Settings } from '../../common/administration.ts';
import { isFailure } from '../net/caller.ts';
import { columns } from './columns.ts';
import { defineCommand, type Row } from './command.ts';

export const adminSettings = defineCommand({
  path: 'admin settings',
  slash: 'admin settings show',
  needs: 'login',
  summary: 'Show the settings and limits of this host, and where each comes from.',
  details:
    'What the environment of the nodes gives wins over what was set here. A * marks what `devchat admin settings set` can change while the host runs.',
  example: 'devchat admin settings --json',
  positionals: {},
  options: {},
  async run({ caller }) {
    const settings = await caller.call('admin.settings.get', {});
    return isFailure(settings) ? settings : { rows: settingRows(settings), effects: [] };
  },
});

export function settingRows({ name, name_source, invitations_only, limits }: Settings): Row[] {
  const settings = [
    { name: 'name', value: name, source: name_source, changeable: name_source !== 'environment' },
    {
      name: 'invitations_only',
      value: invitations_only,
      source: invitations_only ? ('setting' as const) : ('default' as const),
      changeable: true,
    },
    ...limits.map(({ default: _default, why: _why, ...limit }) => ({
      ...limit,
      changeable: limit.changeable && limit.source !== 'environment',
    })),
  ];
  const texts = columns(
    settings.map((one) => [
      one.name,
      String(one.value),
      one.changeable ? '*' : '',
      one.source === 'default' ? '' : one.source,
    ]),
  );
  return settings.map((one, i) => ({ lines: [texts[i] ?? ''], json: one }));
}
