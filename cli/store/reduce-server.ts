// What the events of servers do to the state.
import type { Event } from '../../common/events.ts';
import type { ServerId } from '../../common/ids.ts';
import type { JoinedServer } from '../../common/places.ts';
import type { Safe } from '../../common/safe-text.ts';
import type { ClientState } from './state.ts';

type ServerEvent = Extract<Safe<Event>, { type: 'server.joined' | 'server.left' | 'server.updated' }>;

export function serverEvent(state: ClientState, event: ServerEvent): ClientState {
  switch (event.type) {
    case 'server.joined':
      return joined(state, event.server);
    case 'server.left':
      return left(state, event.server);
    case 'server.updated':
      return updated(state, event);
  }
}

export function serversById(servers: readonly Safe<JoinedServer>[]): ClientState['servers'] {
  return new Map(servers.map((server) => [server.id, server]));
}

/** One's own part is the newest; the server itself may be known as it was after a later change. */
function joined(state: ClientState, server: Safe<JoinedServer>): ClientState {
  const held = state.servers.get(server.id);
  const { permissions, me } = server;
  const next = held === undefined || held.rev <= server.rev ? server : { ...held, permissions, me };
  return { ...state, servers: new Map(state.servers).set(server.id, withOwnRoles(next)) };
}

function left(state: ClientState, id: ServerId): ClientState {
  const servers = new Map(state.servers);
  return servers.delete(id) ? { ...state, servers } : state;
}

/** It carries the whole server, so that only the latest one counts. */
function updated(state: ClientState, { server, rev }: Extract<ServerEvent, { type: 'server.updated' }>): ClientState {
  const held = state.servers.get(server.id);
  if (held === undefined || rev <= held.rev) return state;
  return { ...state, servers: new Map(state.servers).set(server.id, withOwnRoles({ ...held, ...server, rev })) };
}

/** Nobody is told that a role which is gone is not theirs any more, or that their roles stand in another order. */
function withOwnRoles(server: Safe<JoinedServer>): Safe<JoinedServer> {
  const own = new Set(server.me.roles);
  const roles = server.roles.flatMap(({ id }) => (own.has(id) ? id : []));
  return { ...server, me: { ...server.me, roles } };
}
