// `admin settings set`: change the host while it runs.
import { isFailure } from '../net/caller.ts';
import { settingRows } from './admin-settings.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { reasonOption } from './somebody.ts';

export const adminSettingsSet = defineCommand({
  path: 'admin settings set',
  slash: 'admin settings set',
  needs: 'login',
  summary: 'Change a setting or a limit while the host runs.',
  details:
    'NAME is what `devchat admin settings` shows: name, invitations_only (yes or no), or a limit with a *. Without VALUE it is again what it was by default. All nodes follow within seconds.',
  example: 'devchat admin settings set invitations_only yes',
  positionals: {
    name: { help: 'which setting', required: true },
    value: { help: 'its new value', required: false, takes: 'rest' },
  },
  options: { reason: reasonOption },
  async run({ caller }, { name, value, reason }) {
    const change = changeOf(name, value);
    if (change instanceof UsageError) return change;
    const settings = await caller.call('admin.settings.set', {
      ...change,
      ...(reason === undefined ? {} : { reason }),
    });
    if (isFailure(settings)) return settings;
    const row = settingRows(settings).find(({ json }) => json['name'] === name);
    const now = row === undefined ? '' : ` is ${String(row.json['value'])} now`;
    return { rows: row === undefined ? [] : [row], effects: [notice(`${name}${now}.`)] };
  },
});

function changeOf(name: string, value: string | undefined) {
  if (name === 'name') return { name: value ?? null };
  if (name === 'invitations_only') {
    if (value === undefined || /^(no|off|false)$/.test(value)) return { invitations_only: false };
    if (/^(yes|on|true)$/.test(value)) return { invitations_only: true };
    return new UsageError(`invitations_only is yes or no, not "${value}".`);
  }
  if (value === undefined) return { limits: { [name]: null } };
  if (!/^[1-9]\d{0,14}$/.test(value))
    return new UsageError(`${name} takes a whole number of at least 1, not "${value}".`);
  return { limits: { [name]: Number(value) } };
}
