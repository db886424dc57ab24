// The table of docs/permissions.md.
import { permissionTable } from '../../common/permission-table.ts';
import { initialBits, has, Permission } from '../../common/permissions.ts';
import { row, table } from './protocol.ts';

export function permissionList(): string {
  const rows = Permission.options.map((name) => {
    const { inChannel, meaning } = permissionTable[name];
    return row([`\`${name}\``, meaning, inChannel ? 'yes' : '', has(initialBits, name) ? 'yes' : '']);
  });
  return table(['permission', 'to', 'channels can change it', 'everybody has it in a new server'], rows);
}
