// Requests about the host, and the state that a client starts from.
import { Host, State } from '../model.ts';
import { none } from './fields.ts';
import { row, type Row } from './row.ts';

export const hostRequests = {
  'host.info': row('anyone', 'read', 'What this host is.', none, Host),
  'state.get': row('user', 'state', 'All that a client needs to start, as in `ready`.', none, State),
} as const satisfies Record<string, Row>;
