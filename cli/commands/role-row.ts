// A role as commands print it.
import type { Role } from '../../common/places.ts';
import { columns } from './columns.ts';
import type { Row } from './command.ts';
import { permissionsText } from './permission-words.ts';

export function roleRows(roles: readonly Role[]): Row[] {
  const texts = columns(
    roles.map((role) => [
      String(role.position),
      role.name,
      role.colour ?? '',
      roleMarks(role),
      permissionsText(role.permissions),
    ]),
  );
  return roles.map((role, index) => ({ lines: [texts[index] ?? ''], json: { ...role } }));
}

export function roleMarks({ is_default, hoisted, mentionable }: Role): string {
  const words = [is_default && 'everybody', hoisted && 'hoisted', mentionable && 'mentionable'];
  return words.filter((word) => word !== false).join(', ');
}
