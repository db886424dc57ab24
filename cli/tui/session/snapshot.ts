// The last screen of a login, kept for its next start: what one saw is there at once, and what is new comes after it.
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { Message, State, type Relation } from '../../../common/model.ts';
import { ChannelId } from '../../../common/ids.ts';
import { safeMessage } from '../../../common/safe-message.ts';
import { makeSafe, type Safe } from '../../../common/safe-text.ts';
import { openChannel } from '../../store/select.ts';
import type { Disk } from '../../store/disk.ts';
import type { ChannelState, ClientState } from '../../store/state.ts';
import type { Store } from '../../store/store.ts';

const Snapshot = z.object({
  state: z.omit(State, { token: true }),
  open: ChannelId,
  messages: z.array(Message),
  has_before: z.boolean(),
});

const messagesMax = 60;

export function saveScreen(disk: Disk, store: Store, token: string): void {
  const state = store.get();
  const channel = openChannel(state);
  if (state.host === null || state.me === null || channel === null || channel.window.hasAfter) return;
  const { messages, hasBefore } = channel.window;
  const channels = [...state.channels.values()].map((one) => joinedOf(state, one));
  const kept = messages.slice(-messagesMax);
  const snapshot = {
    state: {
      host: state.host,
      me: state.me,
      channels,
      servers: [...state.servers.values()],
      relations: [...state.relations.values()].map(unseen),
    },
    open: channel.id,
    messages: kept.map(({ written, ...message }) => ({ ...message, content: written ?? message.content })),
    has_before: hasBefore || kept.length < messages.length,
  };
  disk.saveNote(keyOf(token), JSON.stringify(snapshot));
}

/** Answers the channel that is open in it; null: there is none. It is drawn as it was, while the connection is being made. */
export function showScreen(disk: Disk, store: Store, token: string): ChannelId | null {
  const text = disk.note(keyOf(token));
  const parsed = Snapshot.safeParse(text === null ? null : safelyParsed(text));
  if (!parsed.success) return null;
  const { state, open, messages, has_before } = parsed.data;
  store.apply({ type: 'ready', state: makeSafe(state) });
  const page = { messages: messages.map(safeMessage), has_before, has_after: false };
  store.apply({ type: 'page', channel: open, where: 'newest', page });
  return open;
}

export function forgetScreen(disk: Disk, token: string): void {
  disk.saveNote(keyOf(token), '');
}

/** Of the login, not of the profile: another token may be another person's. The token itself is not kept here. */
function keyOf(token: string): string {
  return `screen ${createHash('sha256').update(token).digest('hex').slice(0, 32)}`;
}

/** How a friend is now nobody knows at the next start. */
function unseen(relation: Safe<Relation>): unknown {
  return { ...relation, presence: relation.presence === null ? null : { status: 'offline', status_text: '' } };
}

function joinedOf(state: ClientState, channel: ChannelState): unknown {
  const peer = channel.peer === null ? undefined : state.users.get(channel.peer);
  return {
    ...channel.info,
    last_seq: channel.lastSeq,
    last_rev: channel.position,
    marker: channel.marker,
    permissions: channel.permissions,
    peer:
      channel.peer === null || peer === undefined
        ? null
        : {
            id: channel.peer,
            username: peer.username,
            status: 'offline',
            status_text: '',
            created_at: channel.info.created_at,
          },
  };
}

function safelyParsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A note that cannot be read is no note.
    return null;
  }
}
