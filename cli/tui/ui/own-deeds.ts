// What one did oneself that the host then tells like any other news: to leave a place is no surprise, to come into one opens it.
import type { ChannelId } from '../../../common/ids.ts';
import type { Params, RequestName } from '../../../common/requests.ts';
import { isFailure, type Answer, type Caller, type CallOptions } from '../../net/caller.ts';
import { inOrder } from '../../store/select.ts';
import type { ChannelState } from '../../store/state.ts';
import type { App } from './app.ts';
import { openTheChannel } from './navigate.ts';

interface Deeds {
  /** Channels and servers that one asked to leave, and that are not gone yet. */
  readonly left: Set<string>;
  /** The server that one came into, and which channel was open then. */
  entered: { readonly server: string; readonly from: ChannelId | null } | null;
}

const deeds = new WeakMap<App, Deeds>();

function deedsOf(app: App): Deeds {
  const held = deeds.get(app) ?? { left: new Set(), entered: null };
  deeds.set(app, held);
  return held;
}

const leaving: ReadonlySet<RequestName> = new Set(['channel.leave', 'channel.delete', 'server.leave', 'server.delete']);
const entering: ReadonlySet<RequestName> = new Set(['server.create', 'server.join', 'invite.accept']);

/** Asks as the session does, and remembers where one goes. */
export function ownCaller(app: App, caller: Caller): Caller {
  return {
    async call<N extends RequestName>(name: N, params: Params<N>, options?: CallOptions): Promise<Answer<N>> {
      const { left } = deedsOf(app);
      const { open } = app.store.get();
      const place = leaving.has(name) ? (textIn(params, 'channel') ?? textIn(params, 'server')) : null;
      if (place !== null) left.add(place);
      const answer = await caller.call(name, params, options);
      if (isFailure(answer)) {
        if (place !== null) left.delete(place);
        return answer;
      }
      const server = entering.has(name) ? textIn(answer, 'id') : null;
      if (server !== null) goTo(app, server, open);
      return answer;
    },
  };
}

function textIn(about: unknown, name: string): string | null {
  if (typeof about !== 'object' || about === null) return null;
  const found: unknown = Object.entries(about).find(([key]) => key === name)?.[1];
  return typeof found === 'string' ? found : null;
}

/** Whether one asked for it oneself; said once. */
export function leftOneself(app: App, place: string): boolean {
  return deedsOf(app).left.delete(place);
}

/** Its channels go before it does. */
export function isLeaving(app: App, place: string): boolean {
  return deedsOf(app).left.has(place);
}

/** To the first channel of a server that one has come into, now or when the host has told it. */
function goTo(app: App, server: string, from: ChannelId | null): void {
  deedsOf(app).entered = { server, from };
  arrive(app);
}

/** To the first channel of a server that one is in; answers whether there is one. */
export function visit(app: App, server: string): boolean {
  const first = firstOf(app, server);
  if (first !== undefined) openTheChannel(app, first.id);
  return first !== undefined;
}

function firstOf(app: App, id: string): ChannelState | undefined {
  return inOrder(app.store.get()).servers.find(({ server }) => server.id === id)?.groups[0]?.channels[0];
}

/** To be called after every change. Who has gone elsewhere meanwhile stays there. */
export function arrive(app: App): void {
  const mine = deedsOf(app);
  const { entered } = mine;
  if (entered === null) return;
  const state = app.store.get();
  const first = firstOf(app, entered.server);
  const isElsewhere = state.open !== entered.from;
  if (first === undefined && !isElsewhere) return;
  mine.entered = null;
  if (first === undefined || isElsewhere) return;
  const { notice } = app.ui();
  openTheChannel(app, first.id);
  app.set({ notice });
}
