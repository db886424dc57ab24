import { expect, test, vi } from 'vitest';
import { makeSafe } from '../../../common/safe-text.ts';
import { bannersAt } from '../model/banner.ts';
import type { ClientState } from '../../store/state.ts';
import { client, hello } from '../test-client.ts';
import { chatState } from '../test-frames.ts';
import { putAway, watchBanner } from './banner.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 11, 1);
const at = (ms: number) => new Date(now + ms).toISOString();
const announced = (text: string, until: string | null = null, announced_at = at(0)) => ({ text, until, announced_at });

function stateWith(announcement: ReturnType<typeof announced> | null, pass_until: string | null = null): ClientState {
  const state = chatState(hello);
  if (state.host === null || state.me === null) throw new Error('nobody is logged in');
  return {
    ...state,
    host: { ...state.host, announcement: makeSafe(announcement) },
    me: { ...state.me, pass_until: makeSafe(pass_until) },
  };
}

test.each([
  ['four days before its end nothing', 4 * day, ''],
  ['two days before its end when', 2 * day, 'Your pass ends on 2026-12-03 00:00 UTC'],
  ['a day after its end that it ended', -day, 'Your pass ended on 2026-11-30 00:00 UTC'],
  ['eight days after its end nothing', -8 * day, ''],
])('of a pass is said %s', (_when, end, words) => {
  const { banners, next } = bannersAt(stateWith(null, at(end)), now);
  expect(banners.map((banner) => banner.words).join()).toMatch(new RegExp(`^${words}`));
  expect(next === null ? end : next - now).toBe(
    end > 3 * day ? end - 3 * day : end > 0 ? end : end === -day ? 6 * day : end,
  );
});

test('an announcement stands above the composer until Esc puts it away, and stays away after a restart', () => {
  const one = client(stateWith(announced('There is cake.\u001b[2J')));
  watchBanner(one.app)();
  expect(one.screen()).toContain('Announcement: There is cake.');
  expect(one.screen()).toContain('Esc hides it');
  one.press('\u001b');
  expect(one.screen()).not.toContain('There is cake.');
  watchBanner(one.app)();
  expect(one.screen()).not.toContain('There is cake.');
});

test('an announcement stands above an older notice, and above the commands while one types', () => {
  const one = client(stateWith(announced('There is cake.')));
  one.app.set({ notice: { kind: 'error', lines: makeSafe(['That failed.']) } });
  watchBanner(one.app)();
  expect(one.screen()).toMatch(/There is cake\.\n That failed\./);
  one.app.set({ commandHelp: [{ word: '/join', keys: '/join ROOM', help: 'Join a room.' }] });
  one.press('/');
  expect(one.screen()).toMatch(/There is cake\.[^]*Join a room/);
});

test('another announcement is shown after one was put away', () => {
  const one = client(stateWith(announced('There is cake.')));
  watchBanner(one.app)();
  putAway(one.app);
  one.store.apply({
    type: 'events',
    events: [{ type: 'host.updated', host: hostOf(announced('It is gone.', null, at(1))) }],
    now,
  });
  watchBanner(one.app)();
  expect(one.screen()).toContain('Announcement: It is gone.');
});

test('an announcement goes by itself when its time is over', () => {
  vi.useFakeTimers({ now });
  try {
    const one = client(stateWith(announced('There is cake.', at(60_000))));
    watchBanner(one.app)();
    expect(one.screen()).toContain('There is cake.');
    vi.advanceTimersByTime(60_000);
    expect(one.screen()).not.toContain('There is cake.');
  } finally {
    vi.useRealTimers();
  }
});

function hostOf(announcement: ReturnType<typeof announced>) {
  const { host } = stateWith(announcement);
  if (host === null) throw new Error('there is no host');
  return host;
}
