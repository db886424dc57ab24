// The terminal of this process: entered, read, and always left as it was found.
import { writeSync } from 'node:fs';
import { enterModes, kittyOn, leaveModes } from './modes.ts';
import { readInput, type Input } from './input.ts';

export interface Terminal {
  readonly columns: number;
  readonly rows: number;
  write(text: string): void;
  /** Standard output for whoever draws; what is drawn after the terminal was left goes nowhere. */
  readonly output: NodeJS.WriteStream;
  /** Everything typed so far and from now on goes to `listener`. */
  readonly listen: (listener: (inputs: readonly Input[]) => void) => void;
  onResize(listener: () => void): void;
  /** Asks for the size again: a shell does not tell a stopped program that it changed. */
  measure(): void;
  /** Stops like any program on Ctrl+Z. */
  suspend(): void;
  /** Runs after `fg`, however the program was stopped. */
  onResumed(listener: () => void): void;
  /** Synchronous, and harmless when done twice: it runs on every way out. */
  leave(): void;
}

/** A lone ESC is the Escape key when nothing follows it for so long. */
const escapeMs = 25;

export function enterTerminal(): Terminal {
  const { stdin, stdout } = process;
  let inside = false;
  const keys = readKeys(stdin, (inputs) => {
    for (const input of inputs) if (input.type === 'kitty') stdout.write(kittyOn);
  });

  const enter = () => {
    inside = true;
    stdin.setRawMode(true);
    stdout.write(enterModes);
  };
  const leave = () => {
    if (!inside) return;
    inside = false;
    quietly(() => writeSync(stdout.fd, leaveModes));
    quietly(() => stdin.setRawMode(false));
  };
  const write = (text: string) => {
    if (inside) stdout.write(text);
  };
  const measure = () => void process.emit('SIGWINCH', 'SIGWINCH');
  process.once('exit', leave);
  enter();
  return {
    get columns() {
      return stdout.columns;
    },
    get rows() {
      return stdout.rows;
    },
    write,
    output: drawnOn(stdout, write),
    listen: keys.listen,
    onResize: (run) => void stdout.on('resize', run),
    measure,
    suspend() {
      leave();
      process.kill(0, 'SIGTSTP');
    },
    onResumed: (run) =>
      void process.on('SIGCONT', () => {
        // Also the raw mode is set anew: a shell has had the terminal meanwhile.
        quietly(() => stdin.setRawMode(false));
        enter();
        run();
      }),
    leave,
  };
}

/** After a resize the first frame must already have the new size; so the client draws it, and who draws is not told before. */
function drawnOn(stdout: NodeJS.WriteStream, write: (text: string) => void): NodeJS.WriteStream {
  const proxy: NodeJS.WriteStream = new Proxy(stdout, {
    get(target, name) {
      if (name === 'write') return (text: string) => (write(text), true);
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name !== 'on' && name !== 'off') return value.bind(target);
      return (event: string, listener: () => void) => {
        if (event !== 'resize') target[name](event, listener);
        return proxy;
      };
    },
  });
  return proxy;
}

/** What is typed before anybody listens is kept: somebody types ahead while the rest is loading. */
function readKeys(
  stdin: NodeJS.ReadStream,
  seen: (inputs: readonly Input[]) => void,
): { readonly listen: (to: (inputs: readonly Input[]) => void) => void } {
  const early: Input[] = [];
  let listener = (inputs: readonly Input[]): void => void early.push(...inputs);
  let rest = '';
  let timer: NodeJS.Timeout | null = null;
  const give = (reading: ReturnType<typeof readInput>) => {
    rest = reading.rest;
    seen(reading.inputs);
    if (reading.inputs.length > 0) listener(reading.inputs);
  };
  stdin.setEncoding('utf8');
  stdin.on('data', (chunk: string) => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    give(readInput(rest + chunk));
    // A paste has an end of its own; anything else that is not whole by then is a key by itself.
    if (rest !== '' && !rest.startsWith('\u001b[200~'))
      timer = setTimeout(() => give(readInput(rest, 'final')), escapeMs);
  });
  return {
    listen(to) {
      listener = to;
      if (early.length > 0) to(early.splice(0));
    },
  };
}

/** A terminal that is gone cannot be reset, and need not be. */
function quietly(run: () => void): void {
  try {
    run();
  } catch {
    return;
  }
}
