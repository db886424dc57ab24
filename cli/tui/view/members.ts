// Who is in the open channel, at the right: those who are there first.
import type { ChannelState } from '../../store/state.ts';
import { namePartsOf } from '../../store/select.ts';
import { drawName } from '../paint/names.ts';
import { drawCut, glue, nothing, space, type Drawn, type Paint } from '../paint/paint.ts';
import { presenceDot } from './sidebar.ts';

export function memberRows(paint: Paint, channel: ChannelState, width: number, height: number): Drawn[] {
  if (channel.members === null) return [glue(space(1), paint.draw('dim', 'loading…'))];
  const there = channel.members.filter((member) => member.status !== 'offline');
  const away = channel.members.filter((member) => member.status === 'offline');
  const rows = [
    glue(space(1), drawCut(paint, 'dim', `${there.length} of ${channel.members.length} here`, width - 2)),
    nothing,
    ...[...there, ...away].map((member) => {
      const style = member.status === 'offline' ? 'dim' : 'plain';
      const name = drawName(paint, namePartsOf(member), style, width - 4);
      const text = drawCut(paint, 'dim', member.status_text, width - 5 - name.width);
      return glue(space(1), presenceDot(paint, member.status), space(1), name, space(1), text);
    }),
  ];
  return rows.slice(0, height);
}
