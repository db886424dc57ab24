// The terminal of this process: entered, read, and always left as it was found.
import { writeSync } from 'node:fs';
import { enterModes, home, kittyOn, leaveModes } from './modes.ts';
import { readInput, type Input } from './input.ts';

export interface Terminal {
  readonly columns: number;
  readonly rows: number;
  write(text: string): void;
  /** Everything typed so far and from now on goes to `listener`. */
  readonly listen: (listener: (inputs: readonly Input[]) => void) => void;
  onResize(listener: () => void): void;
  /** Stops like any program on Ctrl+Z; `resumed` runs after `fg`. */
  suspend(resumed: () => void): void;
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
  process.once('exit', leave);
  enter();
  return {
    get columns() {
      return stdout.columns;
    },
    get rows() {
      return stdout.rows;
    },
    write: (text) => void stdout.write(text),
    listen: keys.listen,
    onResize: (run) => void stdout.on('resize', run),
    suspend(resumed) {
      leave();
      process.once('SIGCONT', () => {
        enter();
        stdout.write(home);
        resumed();
      });
      process.kill(0, 'SIGTSTP');
    },
    leave,
  };
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
