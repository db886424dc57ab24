// A whole client without a terminal, for tests: bytes go in, the text of the screen comes out.
import { Refusal } from '../../common/errors.ts';
import { toSafeText } from '../../common/safe-text.ts';
import type { Gateway } from '../net/gateway.ts';
import { openDisk } from '../store/disk.ts';
import type { ClientState } from '../store/state.ts';
import { createStore, systemClock, type Store } from '../store/store.ts';
import type { About } from '../commands/command.ts';
import { emptyForm } from './model/form.ts';
import type { Panel } from './model/panel.ts';
import { screenCommands } from './panels/commands.ts';
import { panels as allPanels } from './panels/index.ts';
import { createOutbox } from './session/outbox.ts';
import type { Session } from './session/session.ts';
import { readInput } from './terminal/input.ts';
import { by, chatState, screenText, uiAt } from './test-frames.ts';
import type { App } from './ui/app.ts';
import { takeInput } from './ui/input.ts';
import { createView } from './ui/view.ts';

export const hello = [by(1, 1, 'hello'), by(0, 2, 'mine'), by(1, 3, 'bye')];

type Asked = [what: string, about: unknown][];

/** The host answers as `answers` says; what is a function is asked each time. */
export function client(
  initial: ClientState = chatState(hello),
  answers: Record<string, unknown> = {},
  panels: readonly Panel[] = allPanels,
  /** Where the look is kept. */
  config = '/nowhere',
) {
  const store = createStore(systemClock, initial);
  const disk = openDisk(':memory:');
  const view = createView('256', store, uiAt(80, 24));
  const asked: Asked = [];
  const gateway = gatewayOf(asked, answers);
  const [copied, ended]: [string[], string[]] = [[], []];
  const session = sessionOf(
    asked,
    gateway,
    createOutbox(store, disk, gateway, () => isLive(store)),
  );
  let open = true;
  const app: App = {
    store,
    disk,
    get paint() {
      return view.paint();
    },
    about: { ...about, paths: { ...about.paths, config } },
    commands: screenCommands(panels),
    panels,
    calm: false,
    session: () => (open ? session : null),
    ui: () => view.ui(),
    set: (change) => view.set(change),
    outside: {
      quit: () => void ended.push('quit'),
      suspend: () => void ended.push('suspend'),
      ...nothingOutside,
      copy: (text) => void copied.push(text),
      anonymous: () => Promise.resolve(gateway),
    },
  };
  return {
    app,
    press: (bytes: string) => {
      for (const input of readInput(bytes, 'final').inputs) takeInput(app, input);
    },
    asked,
    copied,
    ended,
    disk,
    store,
    view,
    screen: () => screenText(store.get(), view.ui()),
    text: () => view.ui().editor.text,
    /** The host has ended the login. */
    end: () => {
      open = false;
      app.set({ screen: 'form', form: emptyForm('login', toSafeText('The token is unknown, expired or revoked.')) });
    },
  };
}

const about: About = {
  version: '',
  node: '',
  url: 'http://h',
  profile: '',
  device: 'd',
  login: '',
  paths: { config: '', data: '', state: '', cache: '' },
};

const nothingOutside = {
  redraw: () => {},
  remember: () => Promise.resolve(null),
  forget: () => Promise.resolve(),
  start: () => {},
  stop: () => {},
};

function isLive(store: Store): boolean {
  return store.get().connection.type === 'live';
}

function gatewayOf(asked: Asked, answers: Readonly<Record<string, unknown>>): Gateway {
  return {
    call: (name, params) => {
      asked.push([name, params]);
      const answer = answers[name];
      const given = typeof answer === 'function' ? answer(params) : (answer ?? new Refusal('internal'));
      return Promise.resolve(given as never);
    },
    retryNow: () => {},
    waitingSince: () => null,
    close: () => {},
  };
}

function sessionOf(asked: Asked, gateway: Gateway, outbox: Session['outbox']): Session {
  return {
    gateway,
    outbox,
    sync: {
      look: () => {},
      load: (_channel, where) => void asked.push(['load', where]),
      loadMembers: () => {},
      resume: () => {},
    },
    marker: {
      read: (_channel, seq) => void asked.push(['read', seq]),
      typing: () => void asked.push(['typing', null]),
      resume: () => {},
      close: () => {},
    },
    close: () => {},
  };
}
