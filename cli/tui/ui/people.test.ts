import { expect, test, vi } from 'vitest';
import type { Relation } from '../../../common/model.ts';
import { makeSafe } from '../../../common/safe-text.ts';
import { user, userId } from '../../../common/test-data.ts';
import { client } from '../test-client.ts';
import { createStore } from '../../store/store.ts';
import { saveScreen, showScreen } from '../session/snapshot.ts';
import { by, chatState, created, events, here, play, screenText, uiAt } from '../test-frames.ts';
import { noticePeople } from './notice-people.ts';

const up = '\u001b[A';
const escape = '\u001b';
const relation = (n: number, kind: Relation['kind']): Relation => ({
  user: { id: userId(n), username: user(n).username },
  kind,
  presence: kind === 'friend' ? { status: 'online', status_text: 'at work' } : null,
  since: '2026-11-20T09:00:00.000Z',
});
const block = (n: number) => events({ type: 'friend.updated', relation: relation(n, 'blocked') });
const noise = [
  by(1, 1, 'hello'),
  by(2, 2, 'noise one'),
  by(2, 3, 'noise two'),
  by(1, 4, 'anyway'),
  by(2, 5, 'noise three'),
];

test('messages of somebody whom one has blocked are one line for each run, which counts them', () => {
  const { store, screen } = client(chatState(noise));
  expect(screen()).toContain('noise one');
  store.apply(block(2));
  expect(screen()).not.toContain('noise');
  expect(screen()).not.toContain('linus');
  expect(screen()).toContain('2 blocked messages');
  expect(screen()).toContain('1 blocked message\n');
  store.apply(events(created(by(2, 6, 'noise four'))));
  expect(screen().match(/2 blocked messages/g)).toHaveLength(2);
  store.apply(events({ type: 'friend.removed', user: userId(2) }));
  expect(screen()).toContain('noise four');
});

test('a folded line is opened with o and folded again with it; what comes later stays folded', () => {
  const { store, screen, press } = client(play(chatState(noise), block(2)));
  press(`${up}${up}${up}`);
  expect(screen()).toContain('▌ 2 blocked messages');
  expect(screen()).toContain('o show');
  press('y');
  expect(screen()).toContain('It is folded');
  press('o');
  expect(screen()).toContain('noise one');
  expect(screen()).toContain('noise two');
  expect(screen()).not.toContain('noise three');
  press('o');
  expect(screen()).not.toContain('noise');
  press(`o${escape}`);
  store.apply(events(created(by(2, 6, 'noise four'))));
  expect(screen()).not.toContain('noise four');
  expect(screen()).toContain('noise two');
});

test('a run whose part is on an earlier page is folded whole when that page comes', () => {
  const { store, screen } = client(play(chatState([]), block(2)));
  const came = (where: 'newest' | 'before', has_before: boolean, ...messages: ReturnType<typeof by>[]) =>
    store.apply({
      type: 'page',
      channel: here,
      where,
      page: { messages: makeSafe(messages), has_before, has_after: false },
    });
  came('newest', true, by(2, 3, 'noise two'), by(1, 4, 'anyway'));
  expect(screen()).toContain('1 blocked message\n');
  came('before', false, by(1, 1, 'hello'), by(2, 2, 'noise one'));
  expect(screen()).toContain('2 blocked messages');
});

test('who asks for friendship is said at once, and who has accepted', () => {
  const { app, screen } = client();
  noticePeople(app, makeSafe([{ type: 'friend.updated' as const, relation: relation(2, 'incoming') }]));
  expect(screen()).toContain('@linus asks for friendship: /friend accept linus, or /friends.');
  noticePeople(app, makeSafe([{ type: 'friend.updated' as const, relation: relation(2, 'friend') }]));
  expect(screen()).toContain('@linus is your friend.');
  app.set({ notice: null });
  noticePeople(app, makeSafe([{ type: 'friend.removed' as const, user: userId(2) }]));
  expect(app.ui().notice).toBe(null);
});

test('/friends shows who asks first, and accepts, declines and writes by a key', async () => {
  const relations = [relation(1, 'friend'), relation(2, 'incoming'), relation(3, 'outgoing')];
  const { press, screen, asked } = client(chatState([]), {
    'friend.list': { relations, has_more: false },
    'friend.accept': relation(2, 'friend'),
    'friend.remove': { changed: true },
  });
  press('/friends\r');
  await vi.waitFor(() => expect(screen()).toMatch(/They ask you[^]*▌ .*@linus[^]*Here[^]*@grace[^]*You asked them/));
  press('a');
  await vi.waitFor(() => expect(asked).toContainEqual(['friend.accept', { username: 'linus' }]));
  await vi.waitFor(() => expect(asked.filter(([name]) => name === 'friend.list')).toHaveLength(2));
  press('jx');
  expect(screen()).toContain('End the friendship with @grace?');
  press('y');
  await vi.waitFor(() => expect(asked).toContainEqual(['friend.remove', { username: 'grace' }]));
});

test('/suggestions says why, and /blocked takes a block back', async () => {
  const why = '2 mutual friends: ada, grace';
  const { press, screen, asked } = client(chatState([]), {
    'friend.suggest': { suggestions: [{ user: relation(2, 'friend').user, score: 1, reasons: [], why }] },
    'suggestion.dismiss': { changed: true },
    'friend.list': { relations: [relation(3, 'blocked')], has_more: false },
    'user.unblock': { changed: true },
  });
  press('/suggestions\r');
  await vi.waitFor(() => expect(screen()).toMatch(/@linus +2 mutual friends: ada, grace/));
  press('x');
  await vi.waitFor(() => expect(asked).toContainEqual(['suggestion.dismiss', { username: 'linus' }]));
  press(escape);
  press('/blocked\r');
  await vi.waitFor(() => expect(screen()).toContain('@margaret'));
  press('xy');
  await vi.waitFor(() => expect(asked).toContainEqual(['user.unblock', { username: 'margaret' }]));
});

test('Ctrl+P finds friends and people of open requests, without an @, and none that one has blocked', () => {
  const heard = events(
    { type: 'friend.updated', relation: relation(4, 'friend') },
    { type: 'friend.updated', relation: relation(5, 'incoming') },
    { type: 'friend.updated', relation: relation(2, 'blocked') },
  );
  const { press, screen } = client(play(chatState(noise), heard));
  press('\u0010');
  expect(screen()).toMatch(/@dennis +message/);
  press('barb');
  expect(screen()).toMatch(/@barbara +message/);
  press(`${'\u007f'.repeat(4)}gra`);
  expect(screen()).toMatch(/@grace +message/);
  press(`${'\u007f'.repeat(3)}linus`);
  expect(screen()).not.toContain('@linus');
  const end = screen().replaceAll(/\n.*│/g, '').replaceAll(/ +/g, ' ');
  expect(end).toContain('Nothing is called that; @ and a whole name writes to somebody.');
});

test('what is folded is folded from the first frame of the next start', () => {
  const { disk, store } = client(play(chatState(noise), block(2)));
  saveScreen(disk, store, 'token');
  const next = createStore();
  showScreen(disk, next, 'token');
  next.apply({ type: 'opened', channel: here });
  expect(screenText(next.get(), uiAt(80, 24))).toContain('2 blocked messages');
  expect(screenText(next.get(), uiAt(80, 24))).not.toContain('noise');
});
