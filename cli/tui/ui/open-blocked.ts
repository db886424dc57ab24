// Opening what is folded because one has blocked its author, and folding it again.
import { openChannel } from '../../store/select.ts';
import { runAround } from '../view/fold.ts';
import type { App } from './app.ts';
import { holdSelected, selectedItem } from './select-message.ts';

export function toggleBlocked(app: App): void {
  const item = selectedItem(app);
  const state = app.store.get();
  const channel = openChannel(state);
  const { mode, unfolded } = app.ui();
  if (item?.type !== 'message' || channel === null || mode.type !== 'select') return;
  const { messages } = channel.window;
  const run = runAround(messages, messages.indexOf(item.message), state.relations);
  const last = run.at(-1);
  if (last === undefined) return;
  const ids = run.map(({ id }) => id);
  const others = [...unfolded].filter((id) => !ids.includes(id));
  if (item.folded === undefined) app.set({ unfolded: new Set(others), mode: { ...mode, id: last.id } });
  else app.set({ unfolded: new Set([...others, ...ids]) });
  holdSelected(app);
}
