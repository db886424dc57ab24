import { expect, test } from 'vitest';
import { safeMessage } from '../../../common/safe-message.ts';
import { toSafeText } from '../../../common/safe-text.ts';
import { openDisk } from '../../store/disk.ts';
import { createStore, systemClock } from '../../store/store.ts';
import { by, chatState, created, events, here, play, screenText, uiAt } from '../test-frames.ts';
import { forgetScreen, saveScreen, showScreen } from './snapshot.ts';

const talk = [by(1, 1, 'hello'), by(2, 2, 'there')];

test('the next start shows what was on the screen, and what was missed is known to be missing', () => {
  const disk = openDisk(':memory:');
  saveScreen(disk, createStore(systemClock, chatState(talk)), 'token');
  const next = createStore();
  expect(showScreen(disk, next, 'token')).toBe(here);
  next.apply({ type: 'opened', channel: here });
  expect(screenText(next.get(), uiAt(80, 24))).toContain('there');
  const held = play(next.get(), events(created(by(1, 5, 'later', { rev: 7 })))).channels.get(here);
  expect(held).toMatchObject({ position: 2, heard: 7 });
});

test('what was written is in it, not what was drawn', () => {
  const disk = openDisk(':memory:');
  const raw = 'joined\u200dup\u2066';
  const store = createStore(systemClock, chatState([]));
  store.apply({
    type: 'events',
    events: [{ type: 'message.created', message: safeMessage(by(0, 1, raw)) }],
    now: 0,
  });
  saveScreen(disk, store, 'token');
  const next = createStore();
  showScreen(disk, next, 'token');
  const shown = next.get().channels.get(here)?.window.messages[0];
  expect(shown).toMatchObject({ content: toSafeText(raw), written: raw });
});

test('it is the screen of one login only, and a logout takes it away', () => {
  const disk = openDisk(':memory:');
  saveScreen(disk, createStore(systemClock, chatState(talk)), 'token');
  expect(showScreen(disk, createStore(), 'another token')).toBeNull();
  forgetScreen(disk, 'token');
  expect(showScreen(disk, createStore(), 'token')).toBeNull();
});

test('a note that is not a screen is none', () => {
  const disk = openDisk(':memory:');
  saveScreen(disk, createStore(systemClock, chatState(talk)), 'token');
  const spoilt = new Proxy(disk, {
    get: (target, name) => (name === 'note' ? () => '{"state":' : Reflect.get(target, name)),
  });
  expect(showScreen(spoilt, createStore(), 'token')).toBeNull();
});
