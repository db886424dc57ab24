// Asks how the authors of what is read are drawn: messages name them, and no more.
import { protocolLimits } from '../../../common/limits.ts';
import { makeSafe } from '../../../common/safe-text.ts';
import { isFailure, type Caller } from '../../net/caller.ts';
import type { Store } from '../../store/store.ts';

const retryMs = 2000;

export interface NameTags {
  /** Asks for whom the store does not know; to be called when the connection is live. */
  resume(): void;
  close(): void;
}

export function createNameTags(store: Store, caller: Caller, isLive: () => boolean): NameTags {
  let isAsking = false;
  const ask = () => {
    const { strangers } = store.get();
    if (isAsking || strangers.size === 0 || !isLive()) return;
    const users = [...strangers].slice(0, protocolLimits.nameTagsMaxPerRequest);
    isAsking = true;
    void caller.call('profile.name_tags', { users }).then((answer) => {
      if (isFailure(answer)) return void setTimeout(again, retryMs).unref();
      isAsking = false;
      return store.apply({ type: 'name tags', asked: users, tags: makeSafe(answer.users) });
    });
  };
  const again = () => {
    isAsking = false;
    ask();
  };
  const unsubscribe = store.subscribe(ask);
  return { resume: ask, close: unsubscribe };
}
