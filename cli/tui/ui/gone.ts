// What is said when a channel or a server is not there any more that one did not leave: the host does not say why.
import { titleOf } from '../../store/select.ts';
import type { ClientState } from '../../store/state.ts';
import { emptyEditor } from '../editor/editor.ts';
import { say, type App } from './app.ts';
import { inHistory } from './cleared.ts';
import { leftOneself } from './own-deeds.ts';

/** The result is to be called after every change. */
export function watchGone(app: App): () => void {
  let before = app.store.get();
  return () => {
    const now = app.store.get();
    if (now === before) return;
    const was = before;
    before = now;
    // Another login has other places.
    if (was.me === null || was.me.id !== now.me?.id) return;
    const gone = titlesGone(app, was, now);
    const kept = keepText(app, was, now);
    if (gone.length === 0) return;
    say(
      app,
      'error',
      `You are not in ${gone.join(', ')} any more.${kept ? ' What you wrote there is kept: Alt+P brings it back.' : ''}`,
    );
  };
}

/** A server stands for its channels. */
function titlesGone(app: App, was: ClientState, now: ClientState): string[] {
  if (was.channels === now.channels && was.servers === now.servers) return [];
  const servers = [...was.servers.values()].filter(({ id }) => !now.servers.has(id));
  const channels = [...was.channels.values()].filter(
    ({ id, info }) => !now.channels.has(id) && (info.server_id === null || now.servers.has(info.server_id)),
  );
  return [
    ...servers.filter(({ id }) => !leftOneself(app, id)).map(({ name }) => name),
    ...channels.filter(({ id }) => !leftOneself(app, id)).map((channel) => titleOf(was, channel)),
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
