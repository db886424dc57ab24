// The client after its first frame: the store, the disk, the session and the screen, joined.
import { join } from 'node:path';
import { commands } from '../commands/index.ts';
import { slashCommands } from '../commands/slash.ts';
import { usage } from '../commands/usage.ts';
import { openDiskAnyhow } from '../store/open-disk.ts';
import { createStore } from '../store/store.ts';
import { loadInk } from './screens/load-ink.ts';
import type { ClientOptions } from './options.ts';
import type { Paint } from './paint/paint.ts';
import type { Exits } from './terminal/exits.ts';
import { clipboard } from './terminal/modes.ts';
import type { Terminal } from './terminal/terminal.ts';
import { say, type App, type Outside } from './ui/app.ts';
import { emptyForm } from './ui/form.ts';
import { takeInput } from './ui/input.ts';
import { keepUp, saveDraft } from './ui/navigate.ts';
import { holdSelected } from './ui/select-message.ts';
import type { UiState } from './ui/state.ts';
import { createLogin } from './ui/login.ts';
import { createView, type UiView } from './ui/view.ts';

export interface ClientParts {
  readonly options: ClientOptions;
  readonly terminal: Terminal;
  readonly paint: Paint;
  readonly ui: UiState;
  readonly exits: Exits;
}

/** Answers the exit code when the person leaves. */
export async function runClient({ options, terminal, paint, ui, exits }: ClientParts): Promise<number> {
  const store = createStore();
  const { disk, trouble } = openDiskAnyhow(join(options.about.paths.state, 'client.sqlite'), (sentence) =>
    say(app, 'error', sentence),
  );
  const view = createView(paint, store, ui);
  const left = Promise.withResolvers<number>();
  const login = createLogin(() => app);
  const app: App = {
    store,
    disk,
    paint,
    about: options.about,
    commands,
    session: login.session,
    ui: () => view.ui(),
    set: (change) => view.set(change),
    outside: {
      quit: () => left.resolve(0),
      suspend: () => terminal.suspend(),
      redraw: () => redraw(),
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
  view.set({ commandHelp: commandHelp() });
  terminal.listen((inputs) => {
    for (const input of inputs) takeInput(app, input);
    view.touched();
  });
  const redraw = () => {
    terminal.measure();
    mounted.redraw();
  };
  terminal.onResumed(redraw);
  terminal.onResize(() => {
    view.set({ columns: terminal.columns, rows: terminal.rows });
    mounted.redraw();
  });
  follow(view, app);
  if (trouble !== null) say(app, 'error', trouble);
  const token = await options.token();
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

function commandHelp(): UiState['commandHelp'] {
  return slashCommands().map((command) => ({ keys: usage(command, 'slash'), help: command.summary }));
}

/** What is to be done when the screen has changed, and when somebody has stopped typing. */
function follow(view: UiView, app: App): void {
  view.whenSettled(() => {
    holdSelected(app);
    keepUp(app);
  });
  view.onPause(() => saveDraft(app));
}
