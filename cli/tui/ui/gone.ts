// What is said when a channel or a server is not there any more that one did not leave: the host does not say why.
import type { ServerId } from '../../../common/ids.ts';
import { titleOf } from '../../store/select.ts';
import type { ClientState } from '../../store/state.ts';
import type { Notice } from '../model/state.ts';
import { emptyEditor } from '../editor/editor.ts';
import { say, type App } from './app.ts';
import { inHistory } from './cleared.ts';
import { isLeaving, leftOneself } from './own-deeds.ts';

interface Place {
  readonly title: string;
  readonly server: ServerId | null;
}

interface Said {
  readonly notice: Notice | null;
  readonly places: readonly Place[];
  readonly isKept: boolean;
}

/** The result is to be called after every change. */
export function watchGone(app: App): () => void {
  let before = app.store.get();
  let said: Said | null = null;
  return () => {
    const now = app.store.get();
    if (now === before) return;
    const was = before;
    before = now;
    // Another login has other places.
    if (was.me === null || was.me.id !== now.me?.id) return;
    const gone = placesGone(app, was, now);
    // The channels of a server are told before it, each by itself: what still stands there is said once more, with it.
    const standing = said !== null && said.notice === app.ui().notice ? said : null;
    const kept = keepText(app, was, now);
    if (gone.length === 0) return;
    const held = standing?.places.filter(({ server }) => server === null || now.servers.has(server)) ?? [];
    const places = [...held, ...gone];
    const isKept = kept || standing?.isKept === true;
    const more = isKept ? ' What you wrote there is kept: Alt+P brings it back.' : '';
    say(app, 'error', `You are not in ${places.map(({ title }) => title).join(', ')} any more.${more}`);
    said = { notice: app.ui().notice, places, isKept };
  };
}

/** A server stands for its channels. */
function placesGone(app: App, was: ClientState, now: ClientState): Place[] {
  if (was.channels === now.channels && was.servers === now.servers) return [];
  const servers = [...was.servers.values()].filter(({ id }) => !now.servers.has(id));
  const channels = [...was.channels.values()].filter(
    ({ id, info: { server_id: server } }) =>
      !now.channels.has(id) && (server === null || (now.servers.has(server) && !isLeaving(app, server))),
  );
  return [
    ...servers.filter(({ id }) => !leftOneself(app, id)).map(({ name }) => ({ title: name, server: null })),
    ...channels
      .filter(({ id }) => !leftOneself(app, id))
      .map((channel) => ({ title: titleOf(was, channel), server: channel.info.server_id })),
  ];
}

/** The open channel is gone: what stands in the composer is its draft, and is no text for where one comes to next. */
function keepText(app: App, was: ClientState, now: ClientState): boolean {
  const { open, me } = was;
  if (open === null || me === null || now.channels.has(open) || !was.channels.has(open)) return false;
  const { mode, editor, notice } = app.ui();
  const { text } = mode.type === 'edit' ? mode.before : editor;
  if (notice?.channel === open) app.set({ notice: null });
  app.set({ mode: { type: 'write' } });
  if (text.trim() === '') return false;
  app.disk.saveDraft({ user: me.id, channel: open }, text);
  app.set({ editor: emptyEditor, completion: null, historyAt: null, history: inHistory(app.ui().history, text) });
  return true;
}
