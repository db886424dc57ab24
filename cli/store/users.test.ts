import { expect, test } from 'vitest';
import { makeSafe } from '../../common/safe-text.ts';
import { message, room, state as hostState, user, userId } from '../../common/test-data.ts';
import { safeMessage } from '../../common/safe-message.ts';
import type { Change } from './change.ts';
import { reduce } from './reduce.ts';
import { emptyState, type ClientState } from './state.ts';

const play = (state: ClientState, ...changes: Change[]) => changes.reduce(reduce, state);
const ready: Change = { type: 'ready', state: makeSafe(hostState([room(1, 'general')])) };
const wrote = (seq: number): Change => ({
  type: 'events',
  events: [{ type: 'message.created', message: safeMessage(message(seq)) }],
  now: 0,
});
const author = userId(1);
const { id, username } = user(1);
const look = (display_name: string) => makeSafe({ id, username, display_name, name_colour: null, badge: '' });
const told = (display_name: string): Change => ({
  type: 'events',
  events: [{ type: 'user.updated', user: look(display_name) }],
  now: 0,
});
const answered = (display_name: string): Change => ({ type: 'name tags', asked: [author], tags: [look(display_name)] });
const shown = (state: ClientState) => [state.users.get(author)?.displayName, state.strangers.size];

test('how an author is drawn is asked once, and a later message of theirs is known', () => {
  const met = play(emptyState, ready, wrote(1));
  expect(shown(met)).toEqual(['', 1]);
  const known = play(met, answered('Grace'), wrote(2));
  expect(shown(known)).toEqual(['Grace', 0]);
  expect(known.channels.get(message(1).channel)?.lastSeq).toBe(2);
});

test('what is heard while the answer is on its way is newer than the answer', () => {
  expect(shown(play(emptyState, ready, wrote(1), told('new'), answered('old')))).toEqual(['new', 0]);
});

test('who is not known is not told about', () => {
  expect(play(emptyState, ready, told('Grace')).users.size).toBe(0);
});

test('after a time without a connection it is asked again, and drawn as it was until then', () => {
  const known = play(emptyState, ready, wrote(1), answered('Grace'));
  expect(shown(play(known, ready, wrote(2)))).toEqual(['Grace', 1]);
});
