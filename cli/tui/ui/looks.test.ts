import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { state as hostState } from '../../../common/test-data.ts';
import { openLookFiles } from '../../look/files.ts';
import { plainLook, type Look } from '../../look/look.ts';
import type { ThemeFile } from '../../look/theme-file.ts';
import { client, hello } from '../test-client.ts';
import { chatState, events, play } from '../test-frames.ts';
import { beginLooks, watchPass } from './looks.ts';

const [down, up, escape] = ['\u001b[B', '\u001b[A', '\u001b'];
const later = '2100-01-01T00:00:00.000Z';
const dusk: ThemeFile = { name: 'dusk', extends: 'dark', groups: { accent: { fg: '#ff8800' } } };

const folders: string[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const path of folders.splice(0)) rmSync(path, { recursive: true });
});

const me = (pass_until: string | null) => events({ type: 'me.updated', me: { ...hostState([]).me, pass_until } });

/** A client with a theme of its own, and with that look. */
async function withLook(look: Partial<Look>, pass: string | null = later) {
  const folder = mkdtempSync(join(tmpdir(), 'devchat-looks-'));
  folders.push(folder);
  const files = openLookFiles(folder);
  files.saveTheme(dusk);
  files.keep({ ...plainLook, ...look }, {});
  const one = client(play(chatState(hello), me(pass)), {}, undefined, folder);
  await beginLooks(one.app);
  one.view.whenSettled(watchPass(one.app));
  const theme = () => one.app.ui().theme.name;
  const notice = () => one.app.ui().notice?.lines.join('\n') ?? '';
  const path = join(folder, 'themes', 'dusk.json');
  const kept = () => files.kept().look;
  return { ...one, files, theme, notice, path, kept };
}

test('a theme is shown as one goes through them, Esc brings back the one before', async () => {
  const { app, press, screen, theme } = await withLook({ theme: 'light' });
  press('/themes\r');
  await vi.waitFor(() => expect(screen()).toContain('▌ • light'));
  const before = app.paint;
  press(up);
  expect(theme()).toBe('dark');
  expect(app.paint).not.toBe(before);
  press(`${down}${down}${down}`);
  expect(screen()).toContain('▌   dusk');
  expect(theme()).toBe('dusk');
  press(escape);
  expect(theme()).toBe('light');
});

test('Enter keeps the theme, for the next start too', async () => {
  const { press, screen, theme, kept } = await withLook({});
  press('/themes\r');
  await vi.waitFor(() => expect(screen()).toContain('▌ • auto'));
  press(`${down}\r`);
  await vi.waitFor(() => expect(screen()).toContain('▌ • dark'));
  press(escape);
  expect(theme()).toBe('dark');
  expect(kept().theme).toBe('dark');
});

test('a change of the theme is one change of the screen, and what is drawn in a theme is drawn once', async () => {
  const { app, press, screen, view } = await withLook({});
  press('/themes\r');
  await vi.waitFor(() => expect(screen()).toContain('▌ • auto'));
  const paint = app.paint;
  let told = 0;
  const frames = new Set([view.frame()]);
  view.subscribe(() => {
    told += 1;
    frames.add(view.frame());
  });
  press(down);
  expect([told, frames.size]).toEqual([1, 2]);
  const { ansi } = view.frame().rows[0] ?? { ansi: '' };
  const next = app.paint;
  expect(next).not.toBe(paint);
  press('/');
  expect(app.paint).toBe(next);
  expect(view.frame().rows[0]?.ansi).toBe(ansi);
});

test('/look goes through the choices, and each is shown at once', async () => {
  const { press, screen, app, kept } = await withLook({});
  press('/look\r');
  await vi.waitFor(() => expect(screen()).toContain('layout   cosy'));
  expect(screen()).not.toContain('With a pass');
  press(`${down}\r`);
  await vi.waitFor(() => expect(screen()).toContain('layout   compact'));
  expect(app.ui().look.layout).toBe('compact');
  press(`${down}${down}\r`);
  press("'{name}: '\r");
  await vi.waitFor(() => expect(kept().line).toBe('{name}: '));
  press(escape);
  await vi.waitFor(() => expect(screen()).toMatch(/│ grace: hello/));
});

test('without a pass what one chose is kept, the screen is plain, and one is told once', async () => {
  const { app, notice, theme, kept, disk, view } = await withLook(
    { layout: 'bubbles', theme: 'dusk', clock: '12h' },
    null,
  );
  app.set({});
  await vi.waitFor(() =>
    expect(notice()).toBe('Your theme and layout need a pass; what you chose is kept until you have one.'),
  );
  expect(app.ui().look).toEqual({ ...plainLook, clock: '12h' });
  expect(theme()).toBe('auto');
  expect(kept().layout).toBe('bubbles');
  // Neither a further change nor the next start says it again.
  app.set({ notice: null });
  view.whenSettled(watchPass(app));
  const settled = new Promise<void>((resolve) => {
    const watch = watchPass(app);
    view.whenSettled(() => {
      watch();
      resolve();
    });
  });
  app.set({});
  await settled;
  expect(notice()).toBe('');
  expect(disk.note('look told')).toBe('theme layout');
});

test('/look says without a pass what one would unlock, and what waits for it', async () => {
  const { press, screen } = await withLook({ layout: 'bubbles' }, null);
  press('/look\r');
  await vi.waitFor(() => expect(screen()).toContain('With a pass: layout, line, sidebar, order, your themes'));
  expect(screen()).toMatch(/layout +bubbles +waits for a pass/);
});

test('when the pass ends while the client runs, the look is plain then, with one timer and one sentence', async () => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'Date'],
    now: Date.parse('2026-12-01T10:00:00Z'),
  });
  const { app, store, view, notice } = await withLook({ sidebar: 'right' }, '2026-12-01T10:01:00Z');
  app.set({});
  await vi.advanceTimersByTimeAsync(1000);
  expect(vi.getTimerCount()).toBe(1);
  for (let i = 0; i < 20; i++) app.set({ now: i });
  await vi.advanceTimersByTimeAsync(58_900);
  expect(vi.getTimerCount()).toBe(1);
  expect([app.ui().look.sidebar, notice()]).toEqual(['right', '']);
  await vi.advanceTimersByTimeAsync(200);
  expect(app.ui().look.sidebar).toBe('left');
  expect(notice()).toBe('Your sidebar needs a pass; what you chose is kept until you have one.');
  expect(vi.getTimerCount()).toBe(0);
  // A new one brings the look back, without a word.
  app.set({ notice: null });
  const shown: string[] = [];
  view.subscribe(() => void shown.push(app.ui().look.sidebar));
  store.apply(me(later));
  expect(shown).toEqual(['right']);
  await vi.advanceTimersByTimeAsync(100);
  expect(notice()).toBe('');
});

test('a look that was chosen without a pass says that it waits', async () => {
  const { press, notice, kept, app } = await withLook({}, null);
  press('/look set layout=compact\r');
  await vi.waitFor(() => expect(notice()).toContain('Your layout needs a pass'));
  expect([kept().layout, app.ui().look.layout]).toEqual(['compact', 'cosy']);
});

test('/theme reload takes what an editor wrote; a torn file leaves the theme as it was, with a word where it is torn', async () => {
  const { press, path, theme, notice, app } = await withLook({ theme: 'dusk' });
  const accent = () => app.ui().theme.looks.accent?.fg;
  expect(accent()).toBe('#ff8800');
  writeFileSync(path, readFileSync(path, 'utf8').replace('#ff8800', '#00ff88'));
  press('/theme reload\r');
  await vi.waitFor(() => expect(accent()).toBe('#00ff88'));
  writeFileSync(path, '{"name": "dusk",\n  "groups": {,}}');
  press('/theme reload\r');
  await vi.waitFor(() => expect(notice()).toMatch(/dusk\.json is no JSON: .*\(line 2 column 14\)/));
  expect([theme(), accent()]).toEqual(['dusk', '#00ff88']);
  writeFileSync(path, JSON.stringify({ ...dusk, groups: { acent: {} } }));
  press('/theme reload\r');
  await vi.waitFor(() => expect(notice()).toContain('groups: there is no group "acent"; did you mean "accent"?'));
  expect([theme(), accent()]).toEqual(['dusk', '#00ff88']);
});

test('a theme that is gone is said, and the look goes on in auto', async () => {
  const { theme, notice } = await withLook({ theme: 'gone' });
  expect(theme()).toBe('auto');
  expect(notice()).toContain('There is no theme "gone" any more');
});

test('themes are copied, changed and deleted in their list', async () => {
  const { press, screen, files, theme } = await withLook({});
  press('/themes\r');
  await vi.waitFor(() => expect(screen()).toContain('dusk'));
  press('/dusk\r');
  press('cdawn\r');
  await vi.waitFor(() => expect(files.theme('dawn')?.file?.groups).toEqual(dusk.groups));
  press(escape);
  await vi.waitFor(() => expect(screen()).toContain('dawn'));
  press('/dawn\r');
  press('eaccent fg=#123456\r');
  await vi.waitFor(() => expect(files.theme('dawn')?.file?.groups).toEqual({ accent: { fg: '#123456' } }));
  expect(theme()).toBe('dawn');
  press('x');
  expect(screen()).toContain('Delete the theme "dawn"?');
  press('y');
  await vi.waitFor(() => expect(files.theme('dawn')).toBeNull());
});
