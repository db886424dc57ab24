// Gives the terminal to Ink: what it may know of the streams, and how a frame is drawn anew.
import { PassThrough } from 'node:stream';
import { render } from 'ink';
import { drawnOver, home } from '../terminal/modes.ts';
import { Screen, type View } from './Screen.tsx';

export interface Mounted {
  /** Forgets what is on the screen and draws all of it. */
  redraw(): void;
  unmount(): void;
}

export function mount(view: View, output: NodeJS.WriteStream, onFrame?: () => void): Mounted {
  const instance = render(<Screen view={view} />, {
    stdout: overFirst(output),
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
      output.write(home);
      instance.rerender(<Screen view={view} />);
    },
    unmount: () => instance.unmount(),
  };
}

/** The first frame is already on the screen, drawn before Ink was there; Ink's own goes over it without an empty screen between. */
function overFirst(output: NodeJS.WriteStream): NodeJS.WriteStream {
  let first = true;
  return new Proxy(output, {
    get(target, name) {
      if (name !== 'write' || !first) return Reflect.get(target, name, target);
      return (text: string) => {
        const isFrame = text.includes('\n');
        if (isFrame) first = false;
        return target.write(isFrame ? drawnOver(text) : text);
      };
    },
  });
}
