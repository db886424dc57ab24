// The list of rooms, DMs and servers at the left: where one is, who is there, what waits.
import { protocolLimits } from '../../../common/limits.ts';
import type { SeenStatus } from '../../../common/model.ts';
import { inOrder, peerStatus, titleOf, type ServerGroup } from '../../store/select.ts';
import type { ChannelState, ClientState } from '../../store/state.ts';
import { sidebarOrders, type SidebarOrder } from '../../look/look.ts';
import { drawCut, glue, nothing, padTo, space, spread, type Drawn, type Paint, type Style } from '../paint/paint.ts';

export interface SidebarPane {
  readonly width: number;
  readonly height: number;
  readonly order: SidebarOrder;
}

export function sidebarRows(paint: Paint, state: ClientState, pane: SidebarPane): Drawn[] {
  const { width, height } = pane;
  const all = rowsOf(paint, state, pane, () => true);
  // Where not all fits, servers show what waits in them; the one in which one is shows all.
  const open = state.open === null ? null : (state.channels.get(state.open)?.info.server_id ?? null);
  const shown =
    all.length <= height
      ? all
      : rowsOf(paint, state, pane, ({ info, marker }) => info.server_id === open || marker.unread > 0);
  return scrolledTo(shown, state, height).map((row) => padTo(row.drawn, width));
}

type IsShown = (channel: ChannelState) => boolean;

/** The name of the host, then the parts in the order that was chosen, an empty row between them. */
function rowsOf(paint: Paint, state: ClientState, { width, order }: SidebarPane, isShown: IsShown): Row[] {
  const { rooms, dms, servers } = inOrder(state);
  const rowOf = (channel: ChannelState): Row => ({ id: channel.id, drawn: channelRow(paint, state, channel, width) });
  const shownIn = (channels: readonly ChannelState[]) => channels.filter(isShown).map(rowOf);
  const parts: Readonly<Record<SidebarOrder, readonly (readonly Row[])[]>> = {
    rooms: [rooms.map(rowOf)],
    dms: [dms.map(rowOf)],
    servers: servers.map((server) => serverRows(paint, server, width, shownIn)),
  };
  const ordered = [order, ...sidebarOrders.filter((part) => part !== order)].flatMap((part) => parts[part]);
  return [
    line(heading(paint, state.host?.name ?? 'devchat', width, 'bold')),
    ...ordered.filter((rows) => rows.length > 0).flatMap((rows) => [line(nothing), ...rows]),
  ];
}

function serverRows(
  paint: Paint,
  { server, groups }: ServerGroup,
  width: number,
  shownIn: (channels: readonly ChannelState[]) => readonly Row[],
): Row[] {
  const name = server.icon === '' ? server.name : `${server.icon} ${server.name}`;
  const inside = groups.flatMap(({ category, channels }) => {
    const rows = shownIn(channels);
    const isBare = category === null || rows.length === 0;
    return isBare ? rows : [line(heading(paint, category.name, width, 'category')), ...rows];
  });
  return [line(heading(paint, name, width, 'heading')), ...inside];
}

function line(drawn: Drawn): Row {
  return { id: null, drawn };
}

export function presenceDot(paint: Paint, status: SeenStatus | null): Drawn {
  switch (status) {
    case 'online':
      return paint.draw('good', '●');
    case 'away':
      return paint.draw('warn', '◐');
    case 'dnd':
      return paint.draw('danger', '◆');
    case 'offline':
    case null:
      return paint.draw('dim', '○');
  }
}

export function countBadge(paint: Paint, marker: Pick<ChannelState['marker'], 'unread' | 'mentions'>): Drawn {
  const number = (count: number) => (count >= protocolLimits.unreadMaxCount ? '999+' : String(count));
  if (marker.mentions > 0) return paint.draw('accentBold', `@${number(marker.mentions)}`);
  return marker.unread > 0 ? paint.draw('accent', number(marker.unread)) : nothing;
}

interface Row {
  readonly id: ChannelState['id'] | null;
  readonly drawn: Drawn;
}

function heading(paint: Paint, words: string, width: number, style: Style): Drawn {
  return glue(space(2), drawCut(paint, style, words, width - 3));
}

function channelRow(paint: Paint, state: ClientState, channel: ChannelState, width: number): Drawn {
  const here = channel.id === state.open;
  const { unread } = channel.marker;
  const badge = here ? nothing : countBadge(paint, channel.marker);
  const bar = here ? paint.draw('accent', '▌') : space(1);
  const dot = channel.info.kind === 'dm' ? glue(presenceDot(paint, peerStatus(state, channel)), space(1)) : nothing;
  const quiet = channel.info.archived ? 'dim' : 'plain';
  const style = here ? 'accentBold' : unread > 0 ? 'unread' : quiet;
  const name = drawCut(paint, style, shortTitle(state, channel), width - 4 - dot.width - badge.width);
  return spread(glue(bar, space(1), dot, name), glue(badge, space(1)), width);
}

/** Under the heading of its server a channel needs no more than its name. */
function shortTitle(state: ClientState, channel: ChannelState): string {
  const { kind, type, name } = channel.info;
  if (kind === 'dm') return titleOf(state, channel).slice(1);
  return `${type === 'voice' ? '♪' : '#'}${name}`;
}

/** Where not all fits, the open channel stays in sight. */
function scrolledTo(rows: readonly Row[], state: ClientState, height: number): readonly Row[] {
  if (rows.length <= height) return rows;
  const at = rows.findIndex((row) => row.id === state.open);
  const from = Math.max(0, Math.min(rows.length - height, at - Math.floor(height / 2)));
  return rows.slice(from, from + height);
}
