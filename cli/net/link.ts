// What a connection to a host tells those who use it.
import type { SafeEvent, SafeState } from './parse.ts';

export type Link =
  | { readonly type: 'connecting' }
  | { readonly type: 'live' }
  | { readonly type: 'waiting'; readonly until: number; readonly reason: string }
  /** The host will not have this client as it is; a key press tries once more. */
  | { readonly type: 'stopped'; readonly reason: string }
  /** The login is over: only a person can go on. */
  | { readonly type: 'logged out'; readonly reason: string };

export interface GatewayListener {
  link(link: Link): void;
  ready(state: SafeState): void;
  /** The events that came together. */
  events(events: readonly SafeEvent[]): void;
}
