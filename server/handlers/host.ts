// The host itself, and all that a client needs to start.
import { Refusal } from '../../common/errors.ts';
import type { Handler, OpenHandler } from './context.ts';
import { ownAccount } from './own.ts';
import { belongings, currentLogin, toState } from './views.ts';

export const info: OpenHandler<'host.info'> = { run: async ({ host }) => host };

export const state: Handler<'state.get'> = {
  load: ownAccount,
  run: async (context) => {
    const { db, host, login } = context;
    const held = await belongings(db, login.user.id);
    const current = await currentLogin(context);
    return current instanceof Refusal ? current : toState(host, current, held);
  },
};
