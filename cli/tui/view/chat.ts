// The chat screen: channels at the left, the conversation beside it, the composer and the status line below both.
import type { ChannelState, ClientState } from '../../store/state.ts';
import { mayHere, openChannel, titleOf, waitingElsewhere } from '../../store/select.ts';
import type { SafeText } from '../../../common/safe-text.ts';
import { drawCut, glue, nothing, padTo, space, spread, type Drawn, type Paint } from '../paint/paint.ts';
import { wrap } from '../text/wrap.ts';
import type { Look } from '../../look/look.ts';
import type { UiState } from '../model/state.ts';
import { typedCommands } from '../model/typed-commands.ts';
import { cardRows } from './card.ts';
import { composerView, placeholderFor, type ComposerView } from './composer.ts';
import { fill, type Frame } from './frame.ts';
import { helpGroups, helpRows } from './help.ts';
import { panelView } from './panel.ts';
import { memberRows } from './members.ts';
import { authorAndTime, type Item } from './item.ts';
import { countBadge, sidebarRows } from './sidebar.ts';
import { statusRow } from './status.ts';
import { switcherView } from './switcher.ts';
import { timedOut } from './why-not.ts';
import { headless, itemId, itemsOf, namedAt, unreadAbove, visibleRows, type Timeline } from './timeline.ts';

/** How the screen is divided; everything that scrolls or wraps asks here. */
export interface Division {
  readonly sidebar: number;
  readonly pane: number;
  readonly members: number;
  readonly body: number;
  readonly composer: ComposerView;
  readonly notice: readonly Drawn[];
}

export function divide(paint: Paint, state: ClientState, ui: UiState): Division {
  const channel = openChannel(state);
  const title = channel === null ? null : titleOf(state, channel);
  const composer = composerView(
    paint,
    ui,
    placeholderFor(ui, title, channel === null ? null : whyPlaceholder(state, channel)),
    Math.max(1, Math.floor(ui.rows / 3)),
  );
  const commands = commandRows(paint, ui);
  const notice = [...bannerRows(paint, ui), ...(commands.length > 0 ? commands : noticeRows(paint, ui))];
  const sidebar = ui.columns < 60 || ui.look.sidebar === 'hidden' ? 0 : ui.columns < 100 ? 20 : 24;
  const members = ui.showMembers && channel !== null ? (ui.columns < 60 ? 16 : 22) : 0;
  const rules = (sidebar > 0 ? 1 : 0) + (members > 0 ? 1 : 0);
  return {
    sidebar,
    members,
    composer,
    notice,
    pane: ui.columns - sidebar - members - rules,
    body: Math.max(1, ui.rows - composer.rows.length - notice.length - 2),
  };
}

function whyPlaceholder(state: ClientState, channel: ChannelState): string | null {
  if (mayHere(channel, 'send')) return null;
  return timedOut(state, channel)?.replace(/\.$/, '') ?? 'You may read here, not write';
}

/** A name that is cut to less says nothing. */
const narrowestSpeaker = 11;

/** So many rooms of the host are named to who is in none. */
const roomsShown = 8;

/** Title and rule stand above the conversation. */
export const titleHeight = 2;

export function timelineOf(paint: Paint, state: ClientState, ui: UiState, channel: ChannelState): Timeline {
  const { pane, body } = divide(paint, state, ui);
  return {
    items: itemsOf(state, channel, ui.unfolded),
    channel,
    width: pane,
    height: Math.max(1, body - titleHeight),
    selected: ui.mode.type === 'select' || ui.mode.type === 'edit' ? ui.mode.id : null,
    me: state.me?.username ?? null,
    paint,
    look: ui.look,
    users: state.users,
  };
}

export function chatFrame(paint: Paint, state: ClientState, ui: UiState): Frame {
  const division = divide(paint, state, ui);
  const layer = layerView(paint, state, ui, division);
  const main = layer === null ? conversation(paint, state, ui, division) : layer.rows;
  const body = columnsOf(paint, state, ui.look, division, fill(main, division.body, 'below'));
  const rule = paint.draw('border', '─'.repeat(ui.columns));
  const rows = [
    ...body,
    ...division.notice,
    rule,
    ...division.composer.rows,
    statusRow(paint, state, ui, chosenItem(state, ui)),
  ];
  const leftColumns = ui.look.sidebar === 'right' ? division.members : division.sidebar;
  const left = leftColumns > 0 ? leftColumns + 1 : 0;
  if (layer !== null) {
    return { rows, cursor: layer.cursor === null ? null : { x: left + layer.cursor.x, y: layer.cursor.y } };
  }
  if (ui.mode.type === 'select') return { rows, cursor: null };
  const { caret } = division.composer;
  return { rows, cursor: { x: caret.column, y: body.length + division.notice.length + 1 + caret.row } };
}

function chosenItem(state: ClientState, ui: UiState): Item | null {
  const { mode } = ui;
  const channel = openChannel(state);
  if (mode.type !== 'select' || channel === null) return null;
  return itemsOf(state, channel, ui.unfolded).find((item) => itemId(item) === mode.id) ?? null;
}

function layerView(paint: Paint, state: ClientState, ui: UiState, { pane, body }: Division): Frame | null {
  const { layer } = ui;
  switch (layer?.type) {
    case 'switcher':
      return switcherView(paint, state, ui, layer, pane, body);
    case 'help':
      return { rows: helpRows(paint, { width: pane, height: body, from: layer.from }, helpGroups(ui)), cursor: null };
    case 'card':
      return { rows: cardRows(paint, layer, { width: pane, height: body, now: ui.now }), cursor: null };
    case 'panel':
      return panelView(paint, layer, pane, body);
    case 'question':
      return layer.under === undefined ? null : { ...panelView(paint, layer.under, pane, body), cursor: null };
    case undefined:
      return null;
  }
}

function columnsOf(
  paint: Paint,
  state: ClientState,
  { order, sidebar: side }: Look,
  division: Division,
  main: readonly Drawn[],
): Drawn[] {
  const { sidebar, pane, members, body } = division;
  const rule = paint.draw('border', '│');
  const channels = sidebar > 0 ? sidebarRows(paint, state, { width: sidebar, height: body, order }) : [];
  const channel = openChannel(state);
  const people = members > 0 && channel !== null ? memberRows(paint, channel, members, body) : [];
  const [left, leftWidth, right, rightWidth] =
    side === 'right' ? [people, members, channels, sidebar] : [channels, sidebar, people, members];
  return main.map((row, i) =>
    glue(
      ...(leftWidth === 0 ? [] : [padTo(left[i] ?? nothing, leftWidth), rule]),
      rightWidth === 0 ? row : padTo(row, pane),
      ...(rightWidth === 0 ? [] : [rule, right[i] ?? nothing]),
    ),
  );
}

function conversation(paint: Paint, state: ClientState, ui: UiState, division: Division): Drawn[] {
  const channel = openChannel(state);
  if (channel === null) return emptyPane(paint, state, ui.rooms ?? [], division.pane);
  const timeline = timelineOf(paint, state, ui, channel);
  const rows = visibleRows(timeline, state.anchor);
  const whole = rows.length < timeline.height ? [...beginning(paint, state, channel, division.pane), ...rows] : rows;
  const filled = fill(whole.slice(-timeline.height), timeline.height, 'above');
  const chip = chipFor(paint, state, channel);
  const last = filled.at(-1) ?? nothing;
  const body =
    chip === null ? filled : [...filled.slice(0, -1), spread(cutRow(last, chip, division.pane), chip, division.pane)];
  const edge = rows.length < timeline.height ? null : timeline;
  return [titleRow(paint, state, channel, division), ruleRow(paint, state, ui, edge, division.pane), ...body];
}

/** Where there is no room for the list of channels, what waits in the others is said here. */
function titleRow(paint: Paint, state: ClientState, channel: ChannelState, { pane, sidebar }: Division): Drawn {
  const badge = sidebar > 0 ? nothing : glue(countBadge(paint, waitingElsewhere(state)), space(1));
  const title = drawCut(paint, 'title', titleOf(state, channel), pane - badge.width - 3);
  const topic = channel.peer === null ? channel.info.topic : (state.users.get(channel.peer)?.statusText ?? '');
  const more = drawCut(paint, 'topic', topic, pane - title.width - badge.width - 5);
  return spread(glue(space(2), title, space(2), more), badge, pane);
}

/** Below the title: who is speaking where that is above the edge, and what is new further up. */
function ruleRow(paint: Paint, state: ClientState, ui: UiState, timeline: Timeline | null, width: number): Drawn {
  const line = (columns: number) => paint.draw('border', '─'.repeat(Math.max(0, columns)));
  if (timeline === null) return line(width);
  const seen = timeline.channel.unreadAfter === ui.unreadSeen;
  const fresh = seen ? 0 : unreadAbove(timeline, state.anchor, state.me?.id ?? null);
  const chip = fresh > 0 ? drawCut(paint, 'accentBold', ` ${fresh} new above, Alt+U `, width - 1) : nothing;
  const room = width - chip.width - 6;
  const speaker = room < narrowestSpeaker ? null : headless(timeline, state.anchor);
  const left =
    speaker === null
      ? nothing
      : glue(
          line(1),
          space(1),
          authorAndTime(paint, speaker, room, { look: ui.look, named: namedAt(timeline, speaker) }),
          space(1),
        );
  return glue(left, line(width - left.width - chip.width - 1), chip, line(1));
}

/** What stands above the first message, or that more is coming. */
function beginning(paint: Paint, state: ClientState, channel: ChannelState, width: number): Drawn[] {
  const words =
    channel.window.loading !== null || channel.window.hasBefore
      ? 'loading…'
      : channel.window.messages.length > 0
        ? `The beginning of ${titleOf(state, channel)}.`
        : `Nobody has said anything in ${titleOf(state, channel)} yet.`;
  return [glue(space(2), drawCut(paint, 'dim', words, width - 3))];
}

/** How much has come below while one reads further up. */
function chipFor(paint: Paint, state: ClientState, channel: ChannelState): Drawn | null {
  if (state.anchor === null && !channel.window.hasAfter) return null;
  const below = channel.lastSeq - (state.anchor?.seq ?? channel.window.messages.at(-1)?.seq ?? 0);
  if (below <= 0 && (state.anchor?.hidden ?? 0) === 0) return null;
  // Not all that is below is new: own messages and deleted ones have numbers too.
  const fresh = Math.min(below, channel.marker.unread);
  return fresh > 0 ? paint.draw('accentBold', ` ${fresh} new below ↓ End `) : paint.draw('accent', ' ↓ End ');
}

/** The chip stands over the end of its row. */
function cutRow(row: Drawn, chip: Drawn, width: number): Drawn {
  return row.width + chip.width + 1 <= width ? row : nothing;
}

function emptyPane(paint: Paint, state: ClientState, listed: NonNullable<UiState['rooms']>, width: number): Drawn[] {
  if (state.me === null) return [];
  const lines = [
    ['bold', `Welcome, ${state.me.username}.`],
    ['plain', ''],
    ['plain', 'Ctrl+P   find a room to join, or a person to write to'],
    ['plain', '/create  make a room, like /create general'],
    ['plain', '?        all keys and commands'],
  ] as const;
  const rooms = listed.slice(0, roomsShown).map((room) => `#${room.name}  ${room.member_count} in it  ${room.topic}`);
  const offered =
    rooms.length === 0 ? [] : [['bold', 'Rooms here:'] as const, ...rooms.map((words) => ['plain', words] as const)];
  return [
    nothing,
    ...[...lines, ...(rooms.length === 0 ? [] : [['plain', ''] as const]), ...offered].map(([style, words]) =>
      glue(space(2), drawCut(paint, style, words, width - 3)),
    ),
  ];
}

/** While a command is being typed: those that it could be. */
function commandRows(paint: Paint, ui: UiState): Drawn[] {
  const { lines, index } = typedCommands(ui);
  const max = Math.max(3, Math.floor(ui.rows / 3));
  const from = Math.max(0, Math.min(index - max + 1, lines.length - max));
  const wide = Math.min(24, Math.floor(ui.columns * 0.4));
  return lines.slice(from, from + max).map(({ keys, help }, i) => {
    const chosen = from + i === index;
    const bar = chosen ? paint.draw('accent', '▌ ') : space(2);
    const left = padTo(drawCut(paint, chosen ? 'accentBold' : 'plain', keys, wide), wide + 1);
    return glue(bar, left, drawCut(paint, 'dim', help, ui.columns - wide - 4));
  });
}

/** Where the screen is low, its first lines. */
function bannerRows(paint: Paint, ui: UiState): Drawn[] {
  if (ui.banner === null) return [];
  const lines = noticeLines(ui, [ui.banner.words]).slice(0, Math.max(1, Math.floor(ui.rows / 8)));
  return lines.map((line) => glue(space(1), paint.draw('warn', line)));
}

function noticeRows(paint: Paint, ui: UiState): Drawn[] {
  const question = ui.layer?.type === 'question' ? ui.layer.words : null;
  if (question !== null) return noticeLines(ui, [question]).map((line) => glue(space(1), paint.draw('warn', line)));
  if (ui.notice === null) return [];
  const style = ui.notice.kind === 'error' ? 'danger' : 'plain';
  const lines = noticeLines(ui, ui.notice.lines);
  return lines.slice(0, noticeMax(ui)).map((line) => glue(space(1), paint.draw(style, line)));
}

/** Whether a notice shows all of it. */
export function fitsNotice(ui: UiState, lines: readonly SafeText[]): boolean {
  return noticeLines(ui, lines).length <= noticeMax(ui);
}

function noticeLines({ columns }: UiState, lines: readonly SafeText[]): SafeText[] {
  return lines.flatMap((line) => wrap(line, columns - 2));
}

function noticeMax({ rows }: UiState): number {
  return Math.max(1, Math.floor(rows / 3));
}
