// What tests of the screen share: a state of the host's making, and a frame as the text that a person sees.
import { stripVTControlCharacters } from 'node:util';
import type { Event } from '../../common/events.ts';
import type { Message } from '../../common/model.ts';
import { makeSafe, toSafeText } from '../../common/safe-text.ts';
import { channelId, message, room, state as hostState, user, userId } from '../../common/test-data.ts';
import type { Change } from '../store/change.ts';
import { reduce } from '../store/reduce.ts';
import { emptyState, type ClientState } from '../store/state.ts';
import { createPaint, type Paint } from './paint/paint.ts';
import { autoTheme } from '../look/theme.ts';
import { emptyForm } from './model/form.ts';
import { emptyUi, type UiState } from './model/state.ts';
import type { Frame } from './view/frame.ts';
import { screenFrame } from './view/screen.ts';

export const paint: Paint = createPaint('256', autoTheme);
export const here = channelId(1);

export const play = (state: ClientState, ...changes: Change[]): ClientState => changes.reduce(reduce, state);
export const events = (...list: Event[]): Change => ({ type: 'events', events: makeSafe(list), now: 0 });
export const created = (one: Message): Event => ({ type: 'message.created', message: one });

export const dm = room(4, '', {
  kind: 'dm',
  peer: { ...user(3), status: 'away', status_text: 'at lunch' },
  marker: { read_seq: 0, unread: 1, mentions: 0, rev: 0 },
  last_seq: 1,
  last_rev: 1,
});

/** A host with three rooms and a DM; #general is open and holds `messages`. */
export function chatState(
  messages: readonly Message[],
  marker = { read_seq: 0, unread: 0, mentions: 0, rev: 0 },
): ClientState {
  const rooms = [
    room(1, 'general', { topic: 'Everything that concerns everybody', marker, last_seq: 0 }),
    room(2, 'builds', { marker: { read_seq: 1, unread: 3, mentions: 0, rev: 0 }, last_seq: 4, last_rev: 4 }),
    room(3, 'random', { marker: { read_seq: 1, unread: 2, mentions: 1, rev: 0 }, last_seq: 3, last_rev: 3 }),
  ];
  return play(
    emptyState,
    { type: 'ready', state: makeSafe(hostState([...rooms, dm])) },
    { type: 'connection', connection: { type: 'live' } },
    { type: 'opened', channel: here },
    events(...messages.map(created)),
  );
}

export const uiAt = (columns: number, rows: number, change: Partial<UiState> = {}): UiState => ({
  ...emptyUi(columns, rows, toSafeText('http://127.0.0.1:6464'), emptyForm('signup')),
  ...change,
});

export function frameText(frame: Frame): string {
  const lines = frame.rows.map((row) => stripVTControlCharacters(row.ansi).trimEnd());
  const cursor = frame.cursor === null ? 'none' : `${frame.cursor.x},${frame.cursor.y}`;
  return `${lines.join('\n')}\n[cursor ${cursor}]\n`;
}

export const screenText = (state: ClientState, ui: UiState): string => frameText(screenFrame(paint, state, ui));

export const by = (n: number, seq: number, content: string, more: Partial<Message> = {}): Message =>
  message(seq, { user: { id: userId(n), username: user(n).username }, content, ...more });
