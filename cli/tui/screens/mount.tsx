// Gives the terminal to Ink: what it may know of the streams, and how a frame is drawn anew.
import { PassThrough } from 'node:stream';
import { render } from 'ink';
import { home } from '../terminal/modes.ts';
import { Screen, type View } from './Screen.tsx';

export interface Mounted {
  /** Forgets what is on the screen and draws all of it. */
  redraw(): void;
  unmount(): void;
}

export function mount(view: View, onFrame?: () => void): Mounted {
  const output = withoutResize(process.stdout);
  process.stdout.write(home);
  const instance = render(<Screen view={view} />, {
    stdout: output,
    // Keys are read by terminal/input.ts: Ink would not take a chunk apart at Enter, and would drop focus reports.
    stdin: new PassThrough(),
    interactive: true,
    exitOnCtrlC: false,
    patchConsole: false,
    incrementalRendering: true,
    // The store already waits a frame under load; a key must never wait.
    maxFps: 1000,
    ...(onFrame === undefined ? {} : { onRender: onFrame }),
  });
  return {
    redraw() {
      instance.clear();
      process.stdout.write(home);
      instance.rerender(<Screen view={view} />);
    },
    unmount: () => instance.unmount(),
  };
}

/** After a resize the first frame must already have the new size; so the client draws it, and Ink is not told before. */
function withoutResize(stdout: NodeJS.WriteStream): NodeJS.WriteStream {
  const proxy: NodeJS.WriteStream = new Proxy(stdout, {
    get(target, name) {
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
