// Every state of the screen has a picture at 80 and at 40 columns, to be looked at when it changes.
import { expect, test } from 'vitest';
import { renderToString } from 'ink';
import { createElement } from 'react';
import { makeSafe, toSafeText } from '../../common/safe-text.ts';
import {
  categoryId,
  channelId,
  messageId,
  room,
  server,
  serverChannel,
  serverId,
  state as hostState,
  user,
  userId,
} from '../../common/test-data.ts';
import { emptyState, type ClientState } from '../store/state.ts';
import { emptyEditor, withText } from './editor/editor.ts';
import { Screen } from './screens/Screen.tsx';
import { Refusal } from '../../common/errors.ts';
import { emptyForm, placeError } from './model/form.ts';
import { by, chatState, created, events, frameText, here, paint, play, screenText, uiAt } from './test-frames.ts';
import { plainLook } from '../look/look.ts';
import type { Looks } from '../look/looks.ts';
import { autoTheme } from '../look/theme.ts';
import type { PanelLayer, UiState } from './model/state.ts';
import { choiceFrame, moved, outputFrame, withFilter, type PanelFrame } from './model/panel-frame.ts';
import { loadedFrame, peoplePanel, powersPanel } from './test-panels.ts';
import { commandLines, screenCommands } from './panels/commands.ts';
import { panels } from './panels/index.ts';
import { look as lookPanel } from './panels/look.ts';
import { themes as themesPanel } from './panels/themes.ts';
import { screenFrame } from './view/screen.ts';

process.env['TZ'] = 'UTC';

const talk = [
  by(1, 1, 'Morning! The new gateway is up on staging, please hammer it.'),
  by(1, 2, 'Known issue: see https://example.org/issues/418'),
  by(2, 3, 'I left a loop of 500 clients on it over lunch, and the 99th percentile stays at 4 ms.'),
  by(0, 4, 'Good.', { edited_at: '2026-11-20T09:10:00.000Z' }),
  by(3, 5, '', { deleted_at: '2026-11-20T09:11:00.000Z' }),
  by(3, 6, 'It is this:\n\n\tconst missed = await changes();\n\nNothing is lost, @ada, it is only late.'),
  by(4, 7, '日本語 👩🏽‍💻 مرحبا שלום ❤️ 🇩🇪 end'),
];
const chat = chatState(talk);
const outgoing = play(chat, {
  type: 'outbox',
  rows: [
    {
      id: messageId(90),
      channel: here,
      user: userId(0),
      content: 'on its way',
      createdAt: Date.UTC(2026, 10, 20, 9, 1),
      state: 'waiting',
      reason: null,
    },
    {
      id: messageId(91),
      channel: here,
      user: userId(0),
      content: 'refused',
      createdAt: Date.UTC(2026, 10, 20, 9, 1),
      state: 'failed',
      reason: { code: 'not_a_member', message: 'You are not in that channel.' },
    },
  ],
});
const members = play(chat, {
  type: 'members',
  channel: here,
  members: makeSafe(
    [1, 2, 3, 4].map((n) => ({
      ...user(n),
      status: n === 4 ? ('offline' as const) : ('online' as const),
      status_text: n === 2 ? 'in a meeting' : '',
      joined_at: '2026-11-01T09:00:00.000Z',
    })),
  ),
});
const lookOf = (n: number, look: object) => ({
  type: 'user.updated' as const,
  user: { id: userId(n), username: user(n).username, display_name: '', name_colour: null, badge: '', ...look },
});
const drawnNames = play(
  members,
  events(
    lookOf(1, { display_name: 'Grace Hopper', badge: '⚓' }),
    lookOf(3, { name_colour: '#3fa7d6 #d63f9b', badge: '🦊' }),
    created(by(1, 8, 'so :shrug: it is, :unknown:', { emoji: { shrug: '¯\\_(ツ)' } })),
  ),
);
const profile = makeSafe({
  ...user(1),
  display_name: 'Grace Hopper',
  name_colour: '#3fa7d6 #d63f9b',
  badge: '⚓',
  pronouns: 'she/her',
  bio: 'Rear admiral.\nA ship in port is safe, but that is not what ships are built for.',
  time_zone: 'America/New_York',
  links: ['https://example.org/grace'],
  picture: null,
  pixels: null,
  banner: '~~~~~ /\\ ~~~~~\n~~~~ /__\\ ~~~~',
  status_until: null,
  status_frames: ['compiling', 'compiling.'],
});
const typing = play(chat, events({ type: 'typing', channel: here, user: userId(1) }));
const waiting = play(chat, {
  type: 'connection',
  connection: { type: 'waiting', until: 5000, reason: toSafeText('Nothing answers at that address.') },
});
const waitingUnsent = { ...outgoing, connection: waiting.connection };
const unread = chatState(talk, { read_seq: 3, unread: 3, mentions: 0, rev: 0 });

const unreadMarker = { read_seq: 0, unread: 4, mentions: 0, rev: 0 };
const places = play(chat, {
  type: 'ready',
  state: makeSafe(
    hostState(
      [
        room(1, 'general', { last_seq: 7, last_rev: 7 }),
        serverChannel(11, serverId(1), 'welcome', { position: 1 }),
        serverChannel(12, serverId(1), 'backend', { category_id: categoryId(1), marker: unreadMarker }),
        serverChannel(13, serverId(1), 'standup', { category_id: categoryId(1), position: 1, type: 'voice' }),
        serverChannel(14, serverId(1), 'old-plans', { archived: true, position: 2 }),
        serverChannel(21, serverId(2), 'releases', { permissions: ['view'] }),
      ],
      [
        server(1, 'Compiler guild', { icon: '🛠', categories: [{ id: categoryId(1), name: 'Work', position: 0 }] }),
        server(2, 'Announcements'),
      ],
    ),
  ),
});

const commandHelp = commandLines(screenCommands(panels));
const manyUnread = chatState(
  Array.from({ length: 40 }, (_, i) => by(1, i + 1, `line ${i + 1}`)),
  { read_seq: 5, unread: 35, mentions: 0, rev: 0 },
);

const pictures: Record<string, [ClientState, Partial<UiState>]> = {
  start: [emptyState, {}],
  'first-run': [
    emptyState,
    { screen: 'form', form: { ...emptyForm('signup'), errors: { username: toSafeText('That name is taken.') } } },
  ],
  'first-run-invited': [
    emptyState,
    {
      screen: 'form',
      form: placeError(
        emptyForm('signup'),
        new Refusal('forbidden', 'This host takes new accounts by invitation only.', undefined, 'invite'),
      ),
    },
  ],
  banner: [
    chat,
    {
      banner: {
        kind: 'announcement',
        key: 'now',
        words: toSafeText('Announcement: The host moves on Friday at 18:00 UTC, and is back an hour later.'),
      },
    },
  ],
  login: [
    emptyState,
    { screen: 'form', form: emptyForm('login', toSafeText('The token is unknown, expired or revoked.')) },
  ],
  'no-channel': [{ ...chat, open: null }, {}],
  chat: [chat, {}],
  servers: [places, {}],
  compact: [chat, { look: { ...plainLook, layout: 'compact' } }],
  'compact-format': [chat, { look: { ...plainLook, layout: 'compact', clock: '12h', line: '<{name}> {time}: ' } }],
  bubbles: [chat, { look: { ...plainLook, layout: 'bubbles' } }],
  'sidebar-right': [
    play(places, { type: 'opened', channel: channelId(12) }),
    { look: { ...plainLook, sidebar: 'right', order: 'servers' }, showMembers: true },
  ],
  'sidebar-hidden': [chat, { look: { ...plainLook, sidebar: 'hidden', clock: 'none' } }],
  'read-only': [play(places, { type: 'opened', channel: channelId(21) }), {}],
  unread: [unread, {}],
  writing: [
    chat,
    {
      editor: withText(
        emptyEditor,
        'a first line\nand a second one that is long enough to go over the edge of a narrow screen',
      ),
    },
  ],
  outgoing: [outgoing, {}],
  selecting: [
    play(chat, { type: 'scrolled', anchor: { seq: 7, hidden: 0 } }),
    { mode: { type: 'select', id: messageId(4), pinned: null } },
  ],
  'selecting-unsent': [waitingUnsent, { now: 1000, mode: { type: 'select', id: messageId(91), pinned: null } }],
  commands: [chat, { editor: withText(emptyEditor, '/'), commandHelp }],
  'one-author': [chatState(Array.from({ length: 40 }, (_, i) => by(1, i + 1, `line ${i + 1} of many`))), {}],
  'unread-above': [manyUnread, {}],
  'unread-above-members': [manyUnread, { showMembers: true }],
  'first-rooms': [
    { ...chat, open: null, channels: new Map() },
    { rooms: makeSafe([{ ...room(1, 'general'), topic: 'Everything', member_count: 12, joined: false }]) },
  ],
  scrolled: [play(chat, { type: 'scrolled', anchor: { seq: 3, hidden: 0 } }), {}],
  members: [members, { showMembers: true }],
  typing: [typing, {}],
  silent: [outgoing, { silentSince: 1000, now: 9500 }],
  waiting: [waiting, { now: 1000 }],
  leaving: [chat, { leaving: true }],
  notice: [
    chat,
    {
      notice: { kind: 'error', lines: [toSafeText('There is no /jion; did you mean /join?')] },
      editor: withText(emptyEditor, '/jion #builds'),
    },
  ],
  names: [drawnNames, { showMembers: true }],
  card: [chat, { layer: { type: 'card', profile, from: 0, frame: 1 }, now: Date.UTC(2026, 10, 20, 9, 30) }],
  switcher: [chat, { layer: { type: 'switcher', query: withText(emptyEditor, 'a'), index: 1, directory: [] } }],
  help: [
    chat,
    { layer: { type: 'help', from: 0 }, commandHelp: [{ word: '/join', keys: '/join ROOM', help: 'Join a room.' }] },
  ],
};

const people = await loadedFrame(
  peoplePanel(() => [
    { name: 'ada', words: '' },
    { name: 'grace', words: 'Back on Monday, and until then the builds are in the hands of linus; write to him.' },
    ...Array.from({ length: 30 }, (_, i) => ({ name: `user${i}`, words: i % 7 === 0 ? '日本語 👩🏽‍💻 here' : '' })),
  ]),
);
const nobody = await loadedFrame(peoplePanel(() => []));
const powers = await loadedFrame(
  powersPanel(
    new Map([
      ['send messages', true],
      ['invite people', false],
    ]),
  ),
  { id: 'grace', name: 'grace' },
);
const kept: Looks = {
  look: { ...plainLook, theme: 'dusk', layout: 'compact', sidebar: 'right' },
  saved: { night: { ...plainLook, theme: 'dark' } },
  themes: [
    { name: 'dawn', theme: { ...autoTheme, name: 'dawn', ground: 'light', isBuiltIn: false }, wrong: [] },
    { name: 'dusk', theme: null, wrong: ['/home/ada/dusk.json: groups.accent.fg: a colour like "#3fa7d6".'] },
  ],
};
const looks = () => Promise.resolve(kept);
const look = await loadedFrame(lookPanel, null, { looks, hasPass: true });
const lookWithoutPass = await loadedFrame(lookPanel, null, { looks });
const themes = await loadedFrame(themesPanel, null, { looks, hasPass: true });
const themesWithoutPass = moved(await loadedFrame(themesPanel, null, { looks }), -1);
const panel = (...stack: PanelFrame[]): PanelLayer => ({ type: 'panel', stack });
const onGrace = moved(people, 1);
const ban = onGrace.sections[0]?.rows[1]?.actions.at(-1);
if (ban === undefined) throw new Error('no action');
const pending = { action: ban, answers: ['a day'], editor: withText(emptyEditor, 'spam') };
const panelPictures: Record<string, Partial<UiState>> = {
  panel: { layer: panel(onGrace) },
  'panel-loading': { layer: panel({ ...nobody, state: 'loading' }) },
  'panel-empty': { layer: panel(nobody) },
  'panel-failed': { layer: panel({ ...nobody, state: { failed: toSafeText('The host did not answer in time.') } }) },
  'panel-filter': { layer: panel({ ...withFilter(people, withText(emptyEditor, 'user2')), typing: 'filter' }) },
  'panel-filter-nothing': { layer: panel(withFilter(people, withText(emptyEditor, 'zzz'))) },
  'panel-boxes': { layer: panel(people, powers) },
  'panel-choice': {
    layer: panel(people, choiceFrame('How long?', ['a day', 'for ever'], { ...pending, answers: [] })),
  },
  'panel-answer': { layer: panel({ ...onGrace, typing: 'answer', pending }) },
  'panel-question': {
    layer: {
      type: 'question',
      words: toSafeText('Ban grace for a day? y yes, n no'),
      next: { type: 'action', action: ban, answers: ['a day', ''] },
      under: panel(onGrace),
    },
  },
  'panel-keys': { layer: { type: 'help', from: 0, under: panel(onGrace) }, commandHelp },
  'panel-output': {
    layer: panel(
      outputFrame(
        '/info',
        Array.from({ length: 40 }, (_, i) => `row ${i + 1}  ${'of what was asked for '.repeat(i % 5)}`),
      ),
    ),
  },
  look: { layer: panel(look), look: kept.look },
  'look-without-pass': { layer: panel(moved(lookWithoutPass, 1)) },
  themes: { layer: panel(themes) },
  'themes-without-pass': { layer: panel(themesWithoutPass) },
  'commands-token': { editor: withText(emptyEditor, '/token'), commandHelp },
};

for (const [name, [state, change]] of [
  ...Object.entries(pictures),
  ...Object.entries(panelPictures).map(([name, change]) => [name, [chat, change]] as const),
]) {
  for (const columns of [80, 40]) {
    test(`${name} at ${columns} columns`, async () => {
      const frame = screenFrame(paint, state, uiAt(columns, columns === 80 ? 24 : 20, change));
      for (const row of frame.rows) expect(row.width).toBeLessThanOrEqual(columns);
      expect(frame.rows).toHaveLength(columns === 80 ? 24 : 20);
      await expect(frameText(frame)).toMatchFileSnapshot(`./gallery/${name}-${columns}.txt`);
    });
  }
}

test('what Ink draws is the frame, row by row', () => {
  const frame = screenFrame(paint, chat, uiAt(80, 24));
  const view = { subscribe: () => () => {}, frame: () => frame };
  const drawn = renderToString(createElement(Screen, { view }), { columns: 80 });
  const text = frameText({ rows: frame.rows, cursor: null }).split('\n').slice(0, 24);
  expect(
    drawn
      .replaceAll(/\p{Cc}\[[0-9;]*m/gu, '')
      .split('\n')
      .map((line) => line.trimEnd()),
  ).toEqual(text);
});

test('a window that is too small gets one line that says so', () => {
  expect(screenText(chat, uiAt(39, 24)).split('\n')[0]).toBe('devchat needs 40x12; this is 39x24');
  expect(screenText(chat, uiAt(20, 5)).split('\n').slice(0, 2)).toEqual(['devchat needs 40x12;', 'this is 20x5']);
});
