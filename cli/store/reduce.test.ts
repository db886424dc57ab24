import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Event } from '../../common/events.ts';
import type { Message } from '../../common/model.ts';
import { makeSafe } from '../../common/safe-text.ts';
import type { Change } from './change.ts';
import { reduce } from './reduce.ts';
import { emptyState, freshChannel, type ClientState } from './state.ts';
import { channelId, message, room, state as hostState, user, userId } from '../../common/test-data.ts';

const here = channelId(1);
const { info } = freshChannel(makeSafe(room(1, 'general')));
const play = (state: ClientState, ...changes: Change[]) => changes.reduce(reduce, state);
const ready = (...channels: Parameters<typeof hostState>[0]): Change => ({
  type: 'ready',
  state: makeSafe(hostState(channels)),
});
const events = (...list: Event[]): Change => ({ type: 'events', events: makeSafe(list), now: 0 });
const created = (m: Message): Event => ({ type: 'message.created', message: m });
const edited = (m: Message): Event => ({ type: 'message.edited', message: m });
const markerAt = (rev: number) => ({ read_seq: 0, unread: 0, mentions: 0, rev });
const channel = (state: ClientState) => {
  const held = state.channels.get(here);
  if (held === undefined) throw new Error('no channel');
  return held;
};
const texts = (state: ClientState) => channel(state).window.messages.map((m) => m.content);
const page = (list: Message[], has_before = false, has_after = false) => ({
  messages: makeSafe(list),
  has_before,
  has_after,
});

describe('the topic of a channel', () => {
  const start = play(emptyState, ready(room(1, 'general')));
  const updated = (rev: number): Event => ({
    type: 'channel.updated',
    channel: { ...info, topic: `topic ${rev}` },
    rev,
  });

  test('another topic is the next change, and a message after it the one that follows', () => {
    const next = play(start, events(updated(1), created(message(1, { rev: 2 }))));
    expect(channel(next)).toMatchObject({ position: 2, heard: 2, info: { topic: 'topic 1' } });
  });

  test('a change of the topic that comes twice, or late, changes nothing', () => {
    const whole = play(start, events(updated(1), updated(2)));
    expect(play(whole, events(updated(1)))).toBe(whole);
  });

  test('a later one says that something is missing, and catching up brings the channel as it is', () => {
    const behind = play(start, events(updated(3)));
    expect(channel(behind)).toMatchObject({ position: 0, heard: 3, info: { topic: '' } });
    const whole = play(behind, {
      type: 'caught up',
      channel: here,
      changes: [],
      lastRev: 3,
      marker: markerAt(3),
      info: makeSafe({ ...info, topic: 'topic 3' }),
    });
    expect(channel(whole)).toMatchObject({ position: 3, info: { topic: 'topic 3' } });
  });
});

describe('messages of a channel', () => {
  const start = play(emptyState, ready(room(1, 'general')), { type: 'opened', channel: here });

  test('an event that comes twice is applied once', () => {
    const once = play(start, events(created(message(1))));
    expect(play(once, events(created(message(1))))).toBe(once);
    expect(channel(once).marker.unread).toBe(1);
  });

  test('a jump in the numbers is noticed, and nothing is drawn out of order', () => {
    const state = play(start, events(created(message(1)), created(message(3))));
    expect(texts(state)).toEqual(['message 1']);
    expect(channel(state)).toMatchObject({ position: 1, heard: 3 });
    const whole = play(state, {
      type: 'caught up',
      info,
      channel: here,
      changes: makeSafe([message(3), message(2, { rev: 4, content: 'edited' })]),
      lastRev: 4,
      marker: markerAt(4),
    });
    expect(texts(whole)).toEqual(['message 1', 'edited', 'message 3']);
    expect(channel(whole)).toMatchObject({ position: 4, heard: 4, lastSeq: 3 });
  });

  test('after a gap what was held is dropped and the newest page is the beginning', () => {
    const state = play(
      start,
      events(created(message(1))),
      { type: 'gap', channel: here, lastRev: 9000, marker: markerAt(9000), info },
      { type: 'page', channel: here, where: 'newest', page: page([message(8999), message(9000)], true) },
    );
    expect(texts(state)).toEqual(['message 8999', 'message 9000']);
    expect(channel(state)).toMatchObject({ position: 9000, lastSeq: 9000 });
  });

  test('an edit that overtakes the page of its message is not lost', () => {
    const before = play(emptyState, ready(room(1, 'general', { last_seq: 2, last_rev: 2 })));
    const state = play(
      before,
      { type: 'page asked', channel: here, where: 'newest' },
      events(edited(message(2, { rev: 3, content: 'newer' }))),
      { type: 'page', channel: here, where: 'newest', page: page([message(1), message(2)]) },
    );
    expect(texts(state)).toEqual(['message 1', 'newer']);
  });

  test('memory is bounded: the far end is given up, and one who reads history keeps what is read', () => {
    const many = Array.from({ length: 2300 }, (_, i) => created(message(i + 1)));
    const bottom = play(start, events(...many));
    expect(channel(bottom).window.messages).toHaveLength(2000);
    expect(channel(bottom).window).toMatchObject({ hasBefore: true, hasAfter: false });
    const reading = play(start, events(...many.slice(0, 1900)), { type: 'scrolled', anchor: { seq: 10, hidden: 0 } });
    const later = play(reading, events(...many.slice(1900)));
    expect(channel(later).window.messages[0]?.seq).toBe(1);
    expect(channel(later).window).toMatchObject({ hasBefore: false, hasAfter: true });
    expect(channel(later).lastSeq).toBe(2300);
  });

  test('a page before joins what is held, a far page replaces it', () => {
    const held = play(start, {
      type: 'page',
      channel: here,
      where: 'newest',
      page: page([message(5), message(6)], true),
    });
    const more = play(held, {
      type: 'page',
      channel: here,
      where: 'before',
      page: page([message(3), message(4)], true),
    });
    expect(channel(more).window.messages.map((m) => m.seq)).toEqual([3, 4, 5, 6]);
    expect(channel(more).window.hasBefore).toBe(true);
  });
});

describe('unread', () => {
  const start = play(
    emptyState,
    ready(room(1, 'general', { last_seq: 4, last_rev: 4, marker: { read_seq: 2, unread: 2, mentions: 0, rev: 4 } })),
  );

  test('messages of others count, own ones never, mentions of me too, and deleted ones no more', () => {
    const mine = message(5, { user: { id: userId(0), username: 'ada' } });
    const state = play(start, events(created(mine), created(message(6, { mentions: [userId(0)] }))));
    expect(channel(state).marker).toEqual({ read_seq: 2, unread: 3, mentions: 1, rev: 6 });
    const gone = message(6, { rev: 7, content: '', deleted_at: message(6).timestamp });
    const fewer = play(state, events({ type: 'message.deleted', message: gone }));
    expect(channel(fewer).marker).toEqual({ read_seq: 2, unread: 2, mentions: 1, rev: 7 });
  });

  test('what the host has counted already is not counted again', () => {
    const marker = { read_seq: 2, unread: 3, mentions: 0, rev: 5 };
    const state = play(start, events({ type: 'marker.updated', channel: here, marker }, created(message(5))));
    expect(channel(state).marker).toEqual(marker);
  });

  test('the marker of the host replaces the count and never goes back', () => {
    const marker = { read_seq: 4, unread: 0, mentions: 0, rev: 4 };
    const state = play(start, events({ type: 'marker.updated', channel: here, marker }));
    const late = { ...marker, read_seq: 1, unread: 3 };
    expect(channel(play(state, events({ type: 'marker.updated', channel: here, marker: late }))).marker).toEqual(
      marker,
    );
  });

  test('a marker that was overtaken by a message is brought up to it, or asked for', () => {
    const marker = { read_seq: 5, unread: 0, mentions: 0, rev: 5 };
    const heard = events(created(message(5)), created(message(6)));
    const whole = play(emptyState, ready(room(1, 'general', { last_seq: 4, last_rev: 4 })), heard);
    const known = play(whole, { type: 'marker', channel: here, marker });
    expect(channel(known)).toMatchObject({ isUnsure: false, marker: { read_seq: 5, unread: 1, rev: 6 } });
    const unknown = play(start, heard, { type: 'marker', channel: here, marker: { ...marker, read_seq: 3 } });
    expect(channel(unknown)).toMatchObject({ isUnsure: true, marker: { read_seq: 2, unread: 4 } });
    const asked = { type: 'caught up', info, channel: here, changes: [], lastRev: 6 } as const;
    const sure = play(unknown, { ...asked, marker: { read_seq: 3, unread: 3, mentions: 0, rev: 6 } });
    expect(channel(sure)).toMatchObject({ isUnsure: false, marker: { read_seq: 3, unread: 3 } });
  });

  test('a channel that one has just joined is asked about once', () => {
    const joined = play(emptyState, ready(), events({ type: 'channel.joined', channel: room(1, 'general') }));
    expect(channel(joined).isUnsure).toBe(true);
  });

  test('the line of the first unread message stays until one leaves', () => {
    const opened = play(start, { type: 'opened', channel: here });
    expect(channel(opened).unreadAfter).toBe(2);
    const read = play(opened, {
      type: 'marker',
      channel: here,
      marker: { read_seq: 4, unread: 0, mentions: 0, rev: 4 },
    });
    expect(channel(read).unreadAfter).toBe(2);
    expect(channel(play(read, { type: 'opened', channel: null })).unreadAfter).toBeNull();
  });

  test('what comes while one looks elsewhere gets a line too', () => {
    const state = play(
      emptyState,
      ready(room(1, 'general')),
      { type: 'opened', channel: here },
      { type: 'focus', focused: false },
      events(created(message(1)), created(message(2))),
    );
    expect(channel(state).unreadAfter).toBe(0);
  });
});

test('the start with any prefix of the events is the same as the whole, whatever was lost on the way', () => {
  const log = Array.from({ length: 30 }, (_, i) => message(i + 1));
  const whole = play(emptyState, ready(room(1, 'general')), events(...log.map(created)));
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 29 })), fc.integer({ min: 0, max: 29 }), (lost, again) => {
      const came = log.filter((_, i) => !lost.includes(i)).map(created);
      const holed = play(emptyState, ready(room(1, 'general')), events(...came, ...came.slice(again)));
      const { position } = channel(holed);
      const healed = play(holed, {
        type: 'caught up',
        info,
        channel: here,
        changes: makeSafe(log.filter((m) => m.rev > position)),
        lastRev: 30,
        marker: markerAt(30),
      });
      expect(channel(healed).window).toEqual(channel(whole).window);
      expect(channel(healed)).toMatchObject({ position: 30, heard: 30, lastSeq: 30 });
    }),
  );
});

test('coming back keeps what is held and says where it is behind; another database starts anew', () => {
  const held = play(emptyState, ready(room(1, 'general')), events(created(message(1)), created(message(2))));
  const back = play(
    held,
    ready(room(1, 'general', { last_seq: 5, last_rev: 7, marker: { read_seq: 2, unread: 3, mentions: 0, rev: 0 } })),
  );
  expect(texts(back)).toEqual(['message 1', 'message 2']);
  expect(channel(back)).toMatchObject({ position: 2, heard: 7, marker: { unread: 3 } });
  const other = hostState([room(1, 'general')]);
  const anew = play(held, { type: 'ready', state: makeSafe({ ...other, host: { ...other.host, epoch: 'e2' } }) });
  expect(texts(anew)).toEqual([]);
});

describe('a message of mine on its way', () => {
  const row = {
    id: message(1).id,
    channel: here,
    user: userId(0),
    content: 'hi',
    createdAt: 1,
    state: 'waiting',
    reason: null,
  } as const;
  const waiting = play(emptyState, ready(room(1, 'general')), { type: 'outbox', rows: [row] });
  const sent: Change = { type: 'outbox sent', id: row.id, rev: 1 };
  const shown = page([message(1)]);

  test('leaves the outbox when the host shows it, and not before', () => {
    expect(play(waiting, sent).outbox[0]?.state).toBe('sent');
    expect(play(waiting, sent, events(created(message(1)))).outbox).toEqual([]);
  });

  test('is not drawn twice when it was sent again and the host had it', () => {
    expect(play(waiting, { type: 'page', channel: here, where: 'newest', page: shown }).outbox).toEqual([]);
    const known = play(emptyState, ready(room(1, 'general', { last_seq: 1, last_rev: 1 })), {
      type: 'outbox',
      rows: [row],
    });
    expect(play(known, sent).outbox).toEqual([]);
  });

  test('is not drawn for ever when its event was lost with the connection', () => {
    const back = ready(room(1, 'general', { last_seq: 1, last_rev: 1 }));
    expect(play(waiting, sent, back).outbox).toEqual([]);
    const held = play(waiting, { type: 'page', channel: here, where: 'newest', page: page([message(2, { seq: 1 })]) });
    const caughtUp: Change = {
      type: 'caught up',
      info,
      channel: here,
      changes: makeSafe([message(1)]),
      lastRev: 1,
      marker: markerAt(1),
    };
    expect(play(held, sent, back).outbox).toHaveLength(1);
    expect(play(held, sent, back, caughtUp).outbox).toEqual([]);
    expect(
      play(held, sent, { type: 'gap', channel: here, lastRev: 9000, marker: markerAt(9000), info }).outbox,
    ).toEqual([]);
  });
});

test('what one person wrote is gone when another logs in, and stays when the same one comes back', () => {
  const row = { id: message(1).id, channel: here, user: userId(0), content: 'secret', createdAt: 1 };
  const ada = play(emptyState, ready(room(1, 'general')), {
    type: 'outbox',
    rows: [{ ...row, state: 'waiting', reason: null }],
  });
  const host = hostState([room(1, 'general')]);
  const grace: Change = { type: 'ready', state: makeSafe({ ...host, me: { ...host.me, id: userId(1) } }) };
  expect(play(ada, grace).outbox).toEqual([]);
  const anew: Change = { type: 'ready', state: makeSafe({ ...host, host: { ...host.host, epoch: 'e2' } }) };
  expect(play(ada, anew).outbox).toHaveLength(1);
});

test('who writes is shown until their message or their time', () => {
  const start = play(
    emptyState,
    ready(room(1, 'general')),
    events({ type: 'member.joined', channel: here, user: { ...user(1), joined_at: '2026-11-20T09:00:00.000Z' } }),
  );
  const typing = play(start, {
    type: 'events',
    events: [{ type: 'typing', channel: here, user: userId(1) }],
    now: 1000,
  });
  expect(typing.typing.get(here)).toHaveLength(1);
  expect(play(typing, { type: 'typing over', now: 7000 }).typing.size).toBe(0);
  expect(play(typing, events(created(message(1)))).typing.get(here)).toEqual([]);
});

test('who joins stands in the list of members as the host would list them', () => {
  const [grace, linus] = [user(1), user(2)].map((one) => ({ ...one, joined_at: '2026-11-20T09:00:00.000Z' }));
  if (grace === undefined || linus === undefined) throw new Error('nobody');
  const start = play(emptyState, ready(room(1, 'general')), {
    type: 'members',
    channel: here,
    members: makeSafe([linus]),
  });
  const joined = play(start, events({ type: 'member.joined', channel: here, user: grace }));
  expect(joined.channels.get(here)?.members).toEqual([grace, linus]);
});

test('what is heard of members while their list is on its way is not lost with it', () => {
  const [grace, linus, dennis] = [1, 2, 4].map((n) => ({ ...user(n), joined_at: '2026-11-20T09:00:00.000Z' }));
  if (grace === undefined || linus === undefined || dennis === undefined) throw new Error('nobody');
  const list: Change = { type: 'members', channel: here, members: makeSafe([grace, linus]) };
  const start = play(emptyState, ready(room(1, 'general')), { type: 'opened', channel: here });
  const heard = events(
    { type: 'member.joined', channel: here, user: dennis },
    { type: 'member.left', channel: here, user: linus.id },
    { type: 'presence.updated', user: grace.id, status: 'dnd', status_text: 'busy' },
  );
  const truth = [dennis, { ...grace, status: 'dnd', status_text: 'busy' }];
  const listed = play(start, { type: 'members asked', channel: here }, heard, list);
  expect(listed.channels.get(here)?.members).toEqual(truth);
  expect(play(start, list, heard).channels.get(here)?.members).toEqual(truth);
});

test('a page that was asked for before one left and came back is not taken for the newest', () => {
  const again = room(1, 'general', { last_seq: 3, last_rev: 3 });
  const state = play(
    emptyState,
    ready(room(1, 'general', { last_seq: 1, last_rev: 1 })),
    { type: 'page asked', channel: here, where: 'newest' },
    events({ type: 'channel.left', channel: here }, { type: 'channel.joined', channel: again }),
    { type: 'page', channel: here, where: 'newest', page: page([message(1)]) },
  );
  expect(channel(state).window).toMatchObject({ hasAfter: true });
});
