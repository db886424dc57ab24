import { expect, test } from 'vitest';
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
