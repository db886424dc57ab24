// Going from channel to channel, and through the messages of one.
import type { ChannelId } from '../../../common/ids.ts';
import type { Anchor } from '../../store/state.ts';
import { allInOrder, nextUnread } from '../../store/select.ts';
import { emptyEditor, withText } from '../editor/editor.ts';
import {
  lastSeenSeq,
  nearTop,
  revealing,
  scrolled,
  topAnchor,
  itemId,
  unreadAbove,
  type Timeline,
} from '../view/timeline.ts';
import type { UiState } from '../model/state.ts';
import { channelNow, draftKey, timelineNow, type App } from './app.ts';
import { listRooms } from './directory.ts';

export function openTheChannel(app: App, id: ChannelId): void {
  const { open } = app.store.get();
  if (open === id) {
    app.set({ layer: null, mode: { type: 'write' }, notice: errorOf(app, id) });
    return setAnchor(app, null);
  }
  saveDraft(app);
  app.store.apply({ type: 'opened', channel: id });
  app.disk.saveNote('open', id);
  const key = draftKey(app);
  const draft = key === null ? '' : app.disk.draft(key);
  app.set({
    layer: null,
    mode: { type: 'write' },
    // What the start said has not been read yet when it opens the first channel; who was offered rooms has read it.
    notice: open === null && app.ui().rooms === null ? noticeFor(app, id) : errorOf(app, id),
    completion: null,
    historyAt: null,
    lastChannel: open,
    unreadSeen: null,
    unfolded: new Set(),
    rooms: null,
    editor: draft === '' ? emptyEditor : withText(emptyEditor, draft),
  });
  if (app.ui().showMembers) app.session()?.sync.loadMembers(id);
}

/** What is about another channel goes when this one is opened. */
function noticeFor(app: App, id: ChannelId): UiState['notice'] {
  const { notice } = app.ui();
  return notice?.channel === undefined || notice.channel === id ? notice : null;
}

function errorOf(app: App, id: ChannelId): UiState['notice'] {
  const notice = noticeFor(app, id);
  return notice?.kind === 'error' ? notice : null;
}

/** An edit in progress is no draft of the channel; what was being written before it is. */
export function saveDraft(app: App): void {
  const key = draftKey(app);
  if (key === null) return;
  const { mode, editor } = app.ui();
  app.disk.saveDraft(key, mode.type === 'edit' ? mode.before.text : editor.text);
}

/** Where one was before, else where something waits, else the first room. */
export function firstChannel(app: App): void {
  const state = app.store.get();
  if (state.open !== null) return;
  const noted = app.ui().lastChannel ?? app.disk.note('open');
  const all = allInOrder(state);
  const held = all.find((channel) => channel.id === noted);
  const first = held ?? all.find((channel) => channel.marker.unread > 0) ?? all[0];
  if (first !== undefined) openTheChannel(app, first.id);
}

/** To the channel before the one that was left, else to any; the host may not have said yet that it is left. */
export function leaveTheChannel(app: App, id: ChannelId): void {
  const state = app.store.get();
  if (state.open !== id) return;
  const { lastChannel } = app.ui();
  const others = allInOrder(state).filter((channel) => channel.id !== id);
  const next = others.find((channel) => channel.id === lastChannel) ?? others[0];
  if (next === undefined) return app.store.apply({ type: 'opened', channel: null });
  openTheChannel(app, next.id);
  app.set({ lastChannel: null });
}

export function stepChannel(app: App, by: 1 | -1): void {
  const state = app.store.get();
  const all = allInOrder(state);
  const at = all.findIndex((channel) => channel.id === state.open);
  const next = all[(at + by + all.length) % Math.max(1, all.length)];
  if (next !== undefined) openTheChannel(app, next.id);
}

export function goToUnread(app: App): void {
  const next = nextUnread(app.store.get());
  if (next !== null) openTheChannel(app, next);
}

export function scrollBy(app: App, rows: number): void {
  const timeline = timelineNow(app);
  if (timeline !== null) setAnchor(app, scrolled(timeline, app.store.get().anchor, rows));
}

export function scrollTo(app: App, where: 'top' | 'bottom' | 'first unread'): void {
  const timeline = timelineNow(app);
  if (timeline === null) return;
  if (where === 'bottom') setAnchor(app, null);
  else if (where === 'top') setAnchor(app, topAnchor(timeline));
  else {
    const after = timeline.channel.unreadAfter ?? timeline.channel.marker.read_seq;
    const first = timeline.items.find((item) => item.type === 'message' && item.message.seq > after);
    if (first === undefined) return;
    const top = topAnchor(timeline);
    const at = revealing(timeline, top, itemId(first));
    // Further down than the first pane it comes to stand near the upper edge.
    setAnchor(app, at === null || at === top ? at : scrolled(timeline, at, timeline.height - 5));
  }
}

export function setAnchor(app: App, anchor: Anchor | null): void {
  app.store.apply({ type: 'scrolled', anchor });
}

/** At the bottom, an anchor that stays where it is when more comes; used while a message is chosen. */
export function pinned(timeline: Timeline, anchor: Anchor | null): Anchor | null {
  if (anchor !== null) return anchor;
  const last = timeline.items.findLast((item) => item.type === 'message');
  return last?.type === 'message' ? { seq: last.message.seq, hidden: 0 } : null;
}

/** After anything changed: asks for the pages that the screen is about to need, and says what has been read. */
export function keepUp(app: App): void {
  const channel = channelNow(app);
  const session = app.session();
  if (session === null || app.ui().screen !== 'chat') return;
  // The open one may be gone: left here, or on another device.
  if (channel === null) {
    firstChannel(app);
    return offerRooms(app);
  }
  if (app.store.get().connection.type !== 'live') return;
  const { window } = channel;
  const { anchor } = app.store.get();
  const { layer } = app.ui();
  if (window.loading === null) {
    if (window.messages.length === 0 && window.hasBefore) session.sync.load(channel.id, 'newest');
    else if (window.hasAfter && anchor === null) session.sync.load(channel.id, 'newest');
    else nextPages(app, (id, where) => session.sync.load(id, where));
  }
  // As it is now: a page may just have been asked for, and what is not shown is not read.
  const timeline = timelineNow(app);
  if (timeline === null || layer !== null || !app.store.get().focused) return;
  if (timeline.channel.window.messages.length === 0 || timeline.channel.window.loading === 'newest') return;
  noteUnreadSeen(app, timeline);
  const seq = lastSeenSeq(timeline, anchor);
  if (seq > 0) session.marker.read(channel.id, seq);
}

/** Once one has been at the first new message, nothing says any more that it is above. */
function noteUnreadSeen(app: App, timeline: Timeline): void {
  const { unreadAfter } = timeline.channel;
  if (unreadAfter === app.ui().unreadSeen) return;
  if (unreadAbove(timeline, app.store.get().anchor, app.store.get().me?.id ?? null) === 0)
    app.set({ unreadSeen: unreadAfter });
}

/** Who is in no room is told which there are. */
function offerRooms(app: App): void {
  if (app.store.get().open !== null || app.ui().rooms !== null || app.store.get().connection.type !== 'live') return;
  app.set({ rooms: [] });
  void listRooms(app, '').then((rooms) => {
    if (rooms !== null) app.set({ rooms });
  });
}

function nextPages(app: App, load: (channel: ChannelId, where: 'before' | 'after') => void): void {
  const timeline = timelineNow(app);
  if (timeline === null) return;
  const { window, id } = timeline.channel;
  if (window.hasBefore && nearTop(timeline, app.store.get().anchor)) load(id, 'before');
  else if (window.hasAfter) {
    const last = window.messages.at(-1)?.seq ?? 0;
    if (last - (app.store.get().anchor?.seq ?? last) < timeline.height) load(id, 'after');
  }
}
