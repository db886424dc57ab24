// The table of docs/looks.md: the highlight groups of themes.
import { groupMeanings, kin, type GroupLook } from '../../cli/look/theme.ts';
import { row, table } from './protocol.ts';

export function groupTable(): string {
  const rows = Object.entries(groupMeanings).map(([group, meaning]) => {
    const look: GroupLook | undefined = Object.entries(kin).find(([name]) => name === group)?.[1];
    return row([`\`${group}\``, meaning, look?.inherits === undefined ? '' : `\`${look.inherits}\``]);
  });
  return table(['group', 'what it is for', 'inherits from'], rows);
}
