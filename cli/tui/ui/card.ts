// Opening somebody's profile, and moving the frames of their status while it is open.
import type { Profile } from '../../../common/model.ts';
import { makeSafe, type Safe } from '../../../common/safe-text.ts';
import { isFailure } from '../../net/caller.ts';
import { panelLayer } from './panel.ts';
import { say, type App } from './app.ts';
import { selectedItem, stopSelecting } from './select-message.ts';

/** Not quicker than a second: what blinks takes the eye from what is read. */
const frameMs = 1500;

export function openCard(app: App, profile: Safe<Profile>): void {
  const under = panelLayer(app);
  app.set({
    layer: { type: 'card', profile, from: 0, frame: 0, ...(under && { under }) },
    notice: null,
    now: Date.now(),
  });
  if (profile.status_frames.length > 1 && !app.calm) nextFrame(app, profile);
}

/** Runs only while the card is open, so that an idle client does nothing at all. */
function nextFrame(app: App, profile: Safe<Profile>): void {
  setTimeout(() => {
    const { layer } = app.ui();
    if (layer?.type !== 'card' || layer.profile !== profile) return;
    app.set({ layer: { ...layer, frame: layer.frame + 1 } });
    nextFrame(app, profile);
  }, frameMs).unref();
}

/** Of the chosen message. */
export function showAuthor(app: App): void {
  const item = selectedItem(app);
  const { me } = app.store.get();
  const user = item?.type === 'message' ? item.message.user.id : me?.id;
  if (user === undefined) return;
  void app
    .session()
    ?.gateway.call('profile.get', { user })
    .then((answer) => {
      if (isFailure(answer)) return say(app, 'error', answer.message);
      stopSelecting(app);
      return openCard(app, makeSafe(answer));
    });
}
