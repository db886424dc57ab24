// The client after its first frame: the store, the disk, the session and the screen, joined.
import { join } from 'node:path';
import { openDiskAnyhow } from '../store/open-disk.ts';
import { createStore } from '../store/store.ts';
import { loadInk } from './screens/load-ink.ts';
import type { Mounted } from './screens/mount.tsx';
import type { ClientOptions } from './options.ts';
import type { Depth } from '../look/depth.ts';
import type { Exits } from './terminal/exits.ts';
import { clipboard } from './terminal/modes.ts';
import type { Terminal } from './terminal/terminal.ts';
import { say, type App, type Outside } from './ui/app.ts';
import { emptyForm } from './model/form.ts';
import { watchBanner } from './ui/banner.ts';
import { takeInput } from './ui/input.ts';
import { keepUp, saveDraft } from './ui/navigate.ts';
import { holdSelected } from './ui/select-message.ts';
import type { UiState } from './model/state.ts';
import { createLogin } from './ui/login.ts';
import { beginLooks, watchPass } from './ui/looks.ts';
import { watchNotice } from './ui/fade.ts';
import { arrive } from './ui/own-deeds.ts';
import { watchAnswers } from './ui/silence.ts';
import { commandLines, screenCommands } from './panels/commands.ts';
import { panels } from './panels/index.ts';
import { createView, type UiView } from './ui/view.ts';

export interface ClientParts {
  readonly options: ClientOptions;
  readonly terminal: Terminal;
  readonly depth: Depth;
  readonly ui: UiState;
  readonly exits: Exits;
}

/** Answers the exit code when the person leaves. */
export async function runClient({ options, terminal, depth, ui, exits }: ClientParts): Promise<number> {
  const store = createStore();
  const { disk, trouble } = openDiskAnyhow(join(options.about.paths.state, 'client.sqlite'), (sentence) =>
    say(app, 'error', sentence),
  );
  const view = createView(depth, store, ui);
  const left = Promise.withResolvers<number>();
  const login = createLogin(() => app);
  const app: App = {
    store,
    disk,
    get paint() {
      return view.paint();
    },
    about: options.about,
    commands: screenCommands(panels),
    panels,
    calm: Boolean(process.env['DEVCHAT_REDUCED_MOTION']),
    session: login.session,
    ui: () => view.ui(),
    set: (change) => view.set(change),
    outside: {
      quit: () => left.resolve(0),
      suspend: () => terminal.suspend(),
      redraw: () => redraw(terminal, mounted),
      copy: (text) => terminal.write(clipboard(text)),
      ...keptLogin(options),
      start: login.start,
      stop: login.end,
    },
  };
  exits.beforeEnd(() => saveDraft(app));
  exits.beforeEnd(() => login.keep());
  const ink = await loadInk();
  const mounted = ink.mount(view, terminal.output);
  // Ink draws a last frame when it ends; that must be before the terminal is left, not over what the shell shows.
  exits.beforeEnd(() => mounted.unmount());
  view.set({
    commandHelp: commandLines(app.commands),
    panels: panels.map(({ word, title }) => ({ keys: word, help: title })),
  });
  wire(app, view, terminal, mounted);
  if (trouble !== null) say(app, 'error', trouble);
  const [token] = await Promise.all([options.token(), beginLooks(app)]);
  if (token === null) view.set({ screen: 'form', form: emptyForm('signup') });
  else login.start(token);
  const code = await left.promise;
  saveDraft(app);
  login.keep();
  login.stop();
  mounted.unmount();
  disk.close();
  return code;
}

function keptLogin(options: ClientOptions): Pick<Outside, 'remember' | 'forget' | 'anonymous'> {
  return {
    remember: (kept) => options.remember(kept),
    forget: () => options.forget(),
    anonymous: () => options.anonymous(),
  };
}

/** What the terminal says and what changed, to whom it concerns. */
function wire(app: App, view: UiView, terminal: Terminal, mounted: Mounted): void {
  terminal.listen((inputs) => {
    for (const input of inputs) takeInput(app, input);
    view.touched();
  });
  terminal.onResumed(() => redraw(terminal, mounted));
  terminal.onResize(() => {
    view.set({ columns: terminal.columns, rows: terminal.rows });
    mounted.redraw();
  });
  const noticeSilence = watchAnswers(app);
  const noticePass = watchPass(app);
  const lookForBanner = watchBanner(app);
  const fade = watchNotice(app);
  view.whenSettled(() => {
    arrive(app);
    holdSelected(app);
    keepUp(app);
    noticeSilence();
    noticePass();
    lookForBanner();
    fade();
  });
  view.onPause(() => saveDraft(app));
}

/** A size that is another one by now is drawn by the listener of resizes. */
function redraw(terminal: Terminal, mounted: Mounted): void {
  terminal.measure();
  mounted.redraw();
}
