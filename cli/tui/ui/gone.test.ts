import { expect, test, vi } from 'vitest';
import { makeSafe } from '../../../common/safe-text.ts';
import { room, server, serverChannel, serverId, state } from '../../../common/test-data.ts';
import { client } from '../test-client.ts';
import { chatState, events, here, play } from '../test-frames.ts';
import { noticeShownMs, watchNotice } from './fade.ts';
import { watchGone } from './gone.ts';
import { keepUp } from './navigate.ts';
import { ownCaller } from './own-deeds.ts';

const rockets = serverId(1);
const launches = serverChannel(11, rockets, 'launches', { permissions: ['view'] });
/** In a server, in whose channel one only reads; by default because one may do no more there. */
const inRockets = (until: string | null = null) => {
  const place = server(1, 'Acme Rockets');
  const mine = { ...place, me: { ...place.me, timed_out_until: until } };
  const known = makeSafe(state([room(1, 'general'), launches], [mine]));
  return play(chatState([]), { type: 'ready', state: known }, { type: 'opened', channel: launches.id });
};
const expelled = events({ type: 'server.left', server: rockets }, { type: 'channel.left', channel: launches.id });

function watched(...args: Parameters<typeof client>) {
  const one = client(...args);
  const look = watchGone(one.app);
  one.store.subscribe(() => {
    look();
    keepUp(one.app);
  });
  return one;
}

test('who is removed from a server is told so, and what stood about its channel goes', () => {
  const { press, screen, store } = watched(inRockets());
  press('hi\r');
  expect(screen()).toContain('You may read this channel, not write in it. Your text is still here.');
  store.apply(expelled);
  expect(store.get().open).toBe(here);
  expect(screen()).toContain('You are not in Acme Rockets any more. What you wrote there is kept: Alt+P');
  expect(screen()).not.toContain('not write in it');
});

test('what was being written in a channel that is gone comes back by a key, and with the channel', () => {
  const { press, store, text, disk } = watched(inRockets());
  press('half a thought');
  store.apply(events({ type: 'channel.left', channel: launches.id }));
  expect(text()).toBe('');
  press('\u001bp');
  expect(text()).toBe('half a thought');
  const { me } = store.get();
  expect(me === null ? null : disk.draft({ user: me.id, channel: launches.id })).toBe('half a thought');
});

test('a channel of a server that one is still in is named; nothing is said of what one leaves oneself', async () => {
  const one = watched(inRockets(), { 'channel.resolve': room(1, 'general'), 'channel.leave': {} });
  one.store.apply(events({ type: 'channel.left', channel: launches.id }));
  expect(one.screen()).toContain('You are not in Acme Rockets/#launches any more.');
  one.press('/leave #general\r');
  await vi.waitFor(() => expect(one.screen()).toContain('You have left #general.'));
  one.store.apply(events({ type: 'channel.left', channel: here }));
  expect(one.screen()).not.toContain('any more');
});

test('the channels of a server are told before it; then it is named alone, and what was kept is still said', () => {
  const { press, screen, store } = watched(inRockets());
  press('half a thought');
  store.apply(events({ type: 'channel.left', channel: launches.id }));
  expect(screen()).toContain('You are not in Acme Rockets/#launches any more. What you');
  store.apply(events({ type: 'server.left', server: rockets }));
  expect(screen()).toContain('You are not in Acme Rockets any more. What you wrote there is kept');
});

test('who leaves a server oneself is told nothing of its channels', () => {
  const one = watched(inRockets(), { 'server.leave': {} });
  const session = one.app.session();
  if (session === null) throw new Error('there is no session');
  void ownCaller(one.app, session.gateway).call('server.leave', { server: rockets });
  one.store.apply(events({ type: 'channel.left', channel: launches.id }));
  one.store.apply(events({ type: 'server.left', server: rockets }));
  expect(one.screen()).not.toContain('any more');
});

test('who was removed while the connection was away is told when it is back', () => {
  const { screen, store } = watched(inRockets());
  store.apply({ type: 'ready', state: makeSafe(state([room(1, 'general')])) });
  expect(screen()).toContain('You are not in Acme Rockets any more.');
});

test('what is about one channel is not said over another', () => {
  const { press, screen } = client(inRockets());
  press('hi\r');
  expect(screen()).toContain('not write in it');
  press('\u001b[1;3A');
  expect(screen()).toContain('Message #general');
  expect(screen()).not.toContain('not write in it');
});

test('who is timed out reads until when, in the composer and when it refuses', () => {
  vi.useFakeTimers({ now: new Date(2026, 10, 20, 13, 0), toFake: ['Date'] });
  try {
    const { press, screen } = client(inRockets(new Date(2026, 10, 20, 14, 5).toISOString()));
    expect(screen()).toContain('› You are timed out in Acme Rockets until 14:05');
    press('hi\r');
    expect(screen()).toContain('You are timed out in Acme Rockets until 14:05. Your text is still here.');
    const over = client(inRockets(new Date(2026, 10, 20, 12, 0).toISOString()));
    expect(over.screen()).toContain('You may read here, not write');
    const long = client(inRockets(new Date(2026, 10, 22, 9, 0).toISOString()));
    expect(long.screen()).toContain('until 2026-11-22 09:00');
  } finally {
    vi.useRealTimers();
  }
});

test('what went well goes after a while; what failed and what a command answered stays', () => {
  vi.useFakeTimers();
  try {
    const { app, view } = client();
    const look = watchNotice(app);
    view.subscribe(look);
    const lines = makeSafe(['Copied.']);
    app.set({ notice: { kind: 'info', lines } });
    vi.advanceTimersByTime(noticeShownMs - 1);
    expect(app.ui().notice).not.toBe(null);
    vi.advanceTimersByTime(1);
    expect(app.ui().notice).toBe(null);
    for (const kind of ['error', 'answer'] as const) {
      app.set({ notice: { kind, lines } });
      vi.advanceTimersByTime(2 * noticeShownMs);
      expect(app.ui().notice?.kind).toBe(kind);
    }
  } finally {
    vi.useRealTimers();
  }
});
