// A person at a terminal: the built client in a real pseudo-terminal, with a terminal emulator that shows what they see.
import { spawn, type IPty } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { program } from './host.ts';

export interface Screen {
  readonly pid: number;
  /** What stands on the screen now, a line for each row. */
  text(): string;
  /** Resolves once the screen shows the text. */
  shows(text: string | RegExp): Promise<void>;
  /** Resolves once the screen does not show it any more. */
  hides(text: string | RegExp): Promise<void>;
  types(bytes: string): void;
  resize(columns: number, rows: number): void;
  kill(signal: string): void;
  /** Frames drawn so far: each is one synchronised update. */
  frames(): number;
  /** All that was written, in the order of bytes. */
  written(): string;
  /** Resolves when nothing has been written for `ms`. */
  quiet(ms: number): Promise<void>;
  readonly ended: Promise<number>;
  readonly terminal: xterm.Terminal;
  /** Titles, clipboards, links and notices that reached the terminal. */
  readonly commands: readonly string[];
}

export const keys = {
  enter: '\r',
  escape: '\u001b',
  up: '\u001b[A',
  down: '\u001b[B',
  pageUp: '\u001b[5~',
  end: '\u001b[F',
  ctrl: (letter: string) => String.fromCharCode(letter.charCodeAt(0) - 96),
};

export interface ScreenOptions {
  readonly env: NodeJS.ProcessEnv;
  /** What follows `devchat`; nothing opens the client. */
  readonly args?: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
}

const patienceMs = 40_000;

export function openScreen({ env, args = [], columns = 80, rows = 24 }: ScreenOptions): Screen {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const commands: string[] = [];
  for (const number of [0, 1, 2, 8, 9, 52, 777]) {
    terminal.parser.registerOscHandler(number, (data) => {
      commands.push(`${number};${data}`);
      return true;
    });
  }
  const own: NodeJS.ProcessEnv = { ...env, TERM: 'xterm-256color' };
  delete own['CI'];
  const child = spawn(process.execPath, [program, ...args], { name: 'xterm-256color', cols: columns, rows, env: own });
  let frames = 0;
  let written = '';
  let lastAt = Date.now();
  const waiting = new Set<() => void>();
  child.onData((data) => {
    written += data;
    frames += data.split('\u001b[?2026l').length - 1;
    lastAt = Date.now();
    terminal.write(data, () => {
      for (const look of waiting) look();
    });
  });
  terminal.onData((data) => child.write(data));
  const ended = new Promise<number>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      // What was written last may still be on its way through the emulator.
      terminal.write('', () => resolve(signal === undefined || signal === 0 ? exitCode : 128 + signal));
    });
  });
  const until = (what: string, is: () => boolean) => waitFor({ what, is, waiting, text: () => textOf(terminal) });
  return {
    pid: child.pid,
    text: () => textOf(terminal),
    shows: (text) => until(`show ${text}`, () => found(terminal, text)),
    hides: (text) => until(`hide ${text}`, () => !found(terminal, text)),
    types: (bytes) => child.write(bytes),
    resize: (newColumns, newRows) => resize({ child, terminal }, newColumns, newRows),
    kill: (signal) => child.kill(signal),
    frames: () => frames,
    written: () => written,
    quiet: async (ms) => {
      while (Date.now() - lastAt < ms) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    ended,
    terminal,
    commands,
  };
}

interface Waiting {
  readonly what: string;
  readonly is: () => boolean;
  readonly waiting: Set<() => void>;
  readonly text: () => string;
}

function waitFor({ what, is, waiting, text }: Waiting): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      waiting.delete(look);
      clearTimeout(timer);
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`It did not ${what}. The screen:\n${text()}`));
    }, patienceMs);
    const look = () => {
      if (!is()) return;
      stop();
      resolve();
    };
    waiting.add(look);
    look();
  });
}

function resize({ child, terminal }: { child: IPty; terminal: xterm.Terminal }, columns: number, rows: number): void {
  terminal.resize(columns, rows);
  child.resize(columns, rows);
}

function found(terminal: xterm.Terminal, text: string | RegExp): boolean {
  const screen = textOf(terminal);
  return typeof text === 'string' ? screen.includes(text) : text.test(screen);
}

function textOf(terminal: xterm.Terminal): string {
  const { active } = terminal.buffer;
  const lines = Array.from({ length: terminal.rows }, (_, row) => active.getLine(active.viewportY + row));
  return lines.map((line) => line?.translateToString(true).trimEnd() ?? '').join('\n');
}
