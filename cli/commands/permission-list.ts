// `permission list`: what can be allowed and denied.
import { permissionNames, permissionTable } from '../../common/permission-table.ts';
import { columns } from './columns.ts';
import { defineCommand } from './command.ts';

export const permissionList = defineCommand({
  path: 'permission list',
  slash: 'permission list',
  needs: 'nothing',
  summary: 'List the permissions, with what each lets one do.',
  details: 'Those marked "channels too" can be allowed and denied by single channels (`devchat override set`).',
  example: 'devchat permission list',
  positionals: {},
  options: {},
  run() {
    const texts = columns(
      permissionNames.map((name) => [
        name,
        permissionTable[name].inChannel ? 'channels too' : '',
        permissionTable[name].meaning,
      ]),
    );
    const rows = permissionNames.map((name, index) => ({
      lines: [texts[index] ?? ''],
      json: { name, in_channel: permissionTable[name].inChannel, meaning: permissionTable[name].meaning },
    }));
    return Promise.resolve({ rows, effects: [] });
  },
});
