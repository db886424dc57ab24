// Choosing a message, and what one can do to it.
import type { MessageId } from '../../../common/ids.ts';
import type { Permission } from '../../../common/permissions.ts';
import { writtenContent, type SafeMessage } from '../../../common/safe-message.ts';
import { toSafeText } from '../../../common/safe-text.ts';
import { isFailure } from '../../net/caller.ts';
import { emptyEditor, withText } from '../editor/editor.ts';
import { isFolded, type Item } from '../view/item.ts';
import { pinPermission } from '../view/message-hints.ts';
import { itemId, revealing } from '../view/timeline.ts';
import { channelNow, say, timelineNow, type App } from './app.ts';
import { pinned, setAnchor } from './navigate.ts';

/** Takes the newest message in sight; nothing happens in an empty channel. */
export function startSelecting(app: App): void {
  const timeline = timelineNow(app);
  const last = timeline?.items.at(-1);
  if (timeline === null || last === undefined) return;
  const { anchor } = app.store.get();
  const seen =
    anchor === null
      ? last
      : (timeline.items.findLast((item) => item.type === 'message' && item.message.seq <= anchor.seq) ?? last);
  select(app, itemId(seen));
}

export function moveSelection(app: App, by: -1 | 1): void {
  const timeline = timelineNow(app);
  const { mode } = app.ui();
  if (timeline === null || mode.type !== 'select') return;
  const at = timeline.items.findIndex((item) => itemId(item) === mode.id);
  const next = timeline.items[at + by];
  if (next !== undefined) select(app, itemId(next));
  else if (by === 1) stopSelecting(app);
}

function select(app: App, id: MessageId): void {
  const { mode } = app.ui();
  const before = mode.type === 'select' ? mode.pinned : null;
  app.set({ mode: { type: 'select', id, pinned: before }, notice: null });
  holdSelected(app);
}

/** Keeps the chosen one in sight, where it is: also when what was on its way has arrived, and others write. */
export function holdSelected(app: App): void {
  const { mode } = app.ui();
  const { anchor } = app.store.get();
  const timeline = timelineNow(app);
  if (timeline === null || mode.type !== 'select') return;
  const item = timeline.items.find((one) => itemId(one) === mode.id);
  const shown = revealing(timeline, anchor, mode.id);
  // Below the newest message stands only what is on its way; there the end of the conversation is held.
  const at = item?.type === 'message' ? pinned(timeline, shown) : shown;
  if (at?.seq === anchor?.seq && at?.hidden === anchor?.hidden) return;
  if (shown === null) app.set({ mode: { ...mode, pinned: at } });
  setAnchor(app, at);
}

/** Back to writing from a chosen message or from editing it; who was at the newest message and did not scroll away from it goes on seeing what comes. */
export function stopSelecting(app: App): void {
  const { mode } = app.ui();
  const { anchor } = app.store.get();
  app.set({ mode: { type: 'write' } });
  if (mode.type === 'write' || mode.pinned === null || anchor === null) return;
  if (anchor.seq >= mode.pinned.seq && anchor.hidden <= 0) setAnchor(app, null);
}

export function selectedItem(app: App): Item | undefined {
  const { mode } = app.ui();
  if (mode.type !== 'select') return undefined;
  return timelineNow(app)?.items.find((item) => itemId(item) === mode.id);
}

function isMine(app: App, item: Item): boolean {
  return item.type === 'outgoing' || item.message.user.id === app.store.get().me?.id;
}

export function editSelected(app: App): void {
  const item = selectedItem(app);
  if (item?.type !== 'message' || item.message.deleted_at !== null) return;
  if (!isMine(app, item)) return say(app, 'error', 'You can edit only what you wrote yourself.');
  const { editor: before, mode } = app.ui();
  const held = mode.type === 'select' ? mode.pinned : null;
  app.set({
    mode: { type: 'edit', id: item.message.id, before, pinned: held },
    editor: withText(emptyEditor, writtenContent(item.message)),
    notice: null,
  });
}

export function deleteSelected(app: App): void {
  const item = selectedItem(app);
  if (item === undefined) return;
  if (item.type === 'outgoing') {
    const words = toSafeText('Discard this message, which has not been sent? y yes, n no');
    return app.set({ layer: { type: 'question', words, next: { type: 'discard', id: item.row.id } } });
  }
  if (item.message.deleted_at !== null) return;
  if (!isMine(app, item) && !maySelected(app, 'manage_messages'))
    return say(app, 'error', 'You can delete only your own: you do not manage messages here.');
  const whose = isMine(app, item) ? 'this message' : `this message of ${item.message.user.username}`;
  const words = toSafeText(`Delete ${whose} for everybody? y yes, n no`);
  app.set({ layer: { type: 'question', words, next: { type: 'delete', id: item.message.id } } });
}

function maySelected(app: App, permission: Permission): boolean {
  return channelNow(app)?.permissions.includes(permission) ?? false;
}

/** What the host has of the message that is chosen: nothing else can be pinned or reported. */
function storedSelected(app: App): SafeMessage | null {
  const item = selectedItem(app);
  return item?.type === 'message' && item.message.deleted_at === null ? item.message : null;
}

export function pinSelected(app: App): void {
  const message = storedSelected(app);
  if (message === null) return;
  const isDm = channelNow(app)?.info.kind === 'dm';
  if (!maySelected(app, pinPermission(isDm))) return say(app, 'error', 'Only who manages messages here pins them.');
  const request = message.pinned_at === null ? 'message.pin' : 'message.unpin';
  void app
    .session()
    ?.gateway.call(request, { id: message.id })
    .then((answer) => {
      if (isFailure(answer)) return say(app, 'error', answer.message);
      say(app, 'info', request === 'message.pin' ? 'Pinned; /pins shows it.' : 'Not pinned any more.');
    });
}

/** Begins the command, so that the reason can be written behind it. */
export function reportSelected(app: App): void {
  const message = storedSelected(app);
  if (message === null) return;
  if (message.user.id === app.store.get().me?.id) return say(app, 'error', 'That is your own message.');
  stopSelecting(app);
  app.set({ editor: withText(emptyEditor, `/report ${message.id} `) });
  say(app, 'info', `Write what is wrong with the message of ${message.user.username}, then Enter.`);
}

export function deleteNow(app: App, id: MessageId): void {
  void app
    .session()
    ?.gateway.call('message.delete', { id })
    .then((answer) => {
      if (isFailure(answer)) say(app, 'error', `Not deleted: ${answer.message}`);
    });
}

export function copySelected(app: App): void {
  const item = selectedItem(app);
  if (item === undefined) return;
  if (isFolded(item)) return say(app, 'info', 'It is folded; o shows it.');
  if (item.type === 'message' && item.message.deleted_at !== null)
    return say(app, 'info', 'It is deleted; there is nothing to copy.');
  app.outside.copy(copied(app, item));
  say(app, 'info', 'Copied.');
}

/** One's own text as it was written; that of others as it was shown, because a shell may be where it is pasted. */
function copied(app: App, item: Item): string {
  if (item.type === 'outgoing') return item.row.content;
  return isMine(app, item) ? writtenContent(item.message) : item.message.content;
}

export function retrySelected(app: App): void {
  const item = selectedItem(app);
  if (item?.type === 'outgoing') app.session()?.outbox.retry(item.row.id);
}
