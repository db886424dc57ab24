// The look on the screen: read from the files of this machine, and said where the pass is missing or a file is wrong.
import { applied, passEnd, withheldWords } from '../../look/applied.ts';
import type { LookFiles } from '../../look/files.ts';
import { isBuiltIn } from '../../look/theme.ts';
import type { Looks, OwnTheme } from '../../look/looks.ts';
import { say, type App } from './app.ts';

/** Loaded after the first frame: schemas take their time. */
export async function lookFiles({ about }: App): Promise<LookFiles> {
  const { openLookFiles } = await import('../../look/files.ts');
  return openLookFiles(about.paths.config);
}

/** What the files say now. What cannot be read is as it was before. */
export async function readLooks(app: App): Promise<Looks> {
  return (await readAll(app)).looks;
}

async function readAll(app: App): Promise<{ looks: Looks; wrong: readonly string[] }> {
  const files = await lookFiles(app);
  const kept = files.kept();
  const before = app.ui().looks;
  const themes: OwnTheme[] = files.themes().map(({ name, theme, wrong }) => {
    const old = before.themes.find((one) => one.name === name)?.theme ?? null;
    // The same theme stays the same object, so that what is drawn in it is not drawn again.
    return { name, theme: theme === null || isSame(theme, old) ? old : theme, wrong };
  });
  const read = { look: kept.wrong.length > 0 ? before.look : kept.look, saved: kept.saved, themes };
  const looks = isSame(read, before) ? before : read;
  if (looks !== before) app.set({ looks });
  return { looks, wrong: kept.wrong };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** At the start: what is wrong with what is in use. */
export async function beginLooks(app: App): Promise<void> {
  const { looks, wrong } = await readAll(app);
  sayAll(app, [...wrong, ...themeTrouble(looks)]);
}

/** After a command, or somebody's editor: everything that is wrong, else what waits for the pass. */
export async function lookChanged(app: App): Promise<void> {
  const { looks, wrong } = await readAll(app);
  const all = [...wrong, ...looks.themes.flatMap((theme) => theme.wrong)];
  const missing = themeTrouble(looks).filter((sentence) => !all.includes(sentence));
  const { withheld } = applied(looks.look, app.store.get().me, Date.now());
  if (all.length + missing.length > 0) sayAll(app, [...all, ...missing]);
  else if (withheld.length > 0) say(app, 'info', withheldWords(withheld));
}

function sayAll(app: App, sentences: readonly string[]): void {
  if (sentences.length > 0) say(app, 'error', sentences.join('\n'));
}

function themeTrouble({ look, themes }: Looks): readonly string[] {
  const own = themes.find(({ name }) => name === look.theme);
  if (own !== undefined) return own.wrong;
  return isBuiltIn(look.theme)
    ? []
    : [`There is no theme "${look.theme}" any more, so it is auto; /themes shows which there are.`];
}

/** What was told last, on disk so that a start does not tell it again. */
const toldNote = 'look told';
/** The longest that a timer takes. */
const timerMaxMs = 2_147_483_647;

/**
 * The result is to be called after every change: what waits for the pass is said once, and one timer runs until the pass
 * ends. With a pass again, its next end is said again.
 */
export function watchPass(app: App): () => void {
  let timer: NodeJS.Timeout | null = null;
  let until = 0;
  let told: string | null = null;
  const wait = (end: number) => {
    until = end;
    if (timer !== null) clearTimeout(timer);
    const left = end - Date.now();
    const wake = () => {
      until = 0;
      app.set({});
    };
    timer = left <= 0 ? null : setTimeout(wake, Math.min(left + 1, timerMaxMs)).unref();
  };
  return () => {
    const { me, connection } = app.store.get();
    // Before the host has spoken nobody knows.
    if (me === null || connection.type !== 'live') return;
    const end = passEnd(me);
    if (end !== until && (end > Date.now() || timer !== null)) wait(end);
    const { withheld } = applied(app.ui().looks.look, me, Date.now());
    const now = withheld.join(' ');
    if (now === told) return;
    told = now;
    if ((app.disk.note(toldNote) ?? '') === now) return;
    app.disk.saveNote(toldNote, now);
    if (now !== '') say(app, 'info', withheldWords(withheld));
  };
}
