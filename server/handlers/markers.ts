// Read markers and typing: what one has seen, and that one is writing.
import { Refusal } from '../../common/errors.ts';
import { hiddenInChannel } from '../store/blocks.ts';
import type { Membership } from '../store/channels.ts';
import { advanceMarker, readMarker } from '../store/joined.ts';
import type { Handler } from './context.ts';
import { membershipIn } from './membership.ts';
import { tellUser } from './tell.ts';

export const read: Handler<'channel.read', Membership> = {
  load: membershipIn,
  run: async ({ db, bus, login: { user } }, { channel, seq }) => {
    const moved = await advanceMarker(db, user.id, channel, seq);
    const marker = await readMarker(db, user.id, channel);
    if (marker === undefined) return new Refusal('not_a_member');
    if (moved) tellUser(bus, user.id, { type: 'marker.updated', channel, marker });
    return marker;
  },
};

export const typing: Handler<'channel.typing', Membership> = {
  load: membershipIn,
  run: async ({ db, bus, login: { user } }, { channel }) => {
    const except = await hiddenInChannel(db, channel, user.id);
    const to = { type: 'channel', id: channel, ...(except.length === 0 ? {} : { except }) } as const;
    bus.publish({ type: 'events', to, events: [{ type: 'typing', channel, user: user.id }] });
    return {};
  },
};
