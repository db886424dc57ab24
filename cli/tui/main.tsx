// The client from its first frame to its end. Little is loaded here, so that something is seen at once; client.tsx is the rest.
import { toSafeText } from '../../common/safe-text.ts';
import { emptyState } from '../store/state.ts';
import type { ClientOptions } from './options.ts';
import { depthOf } from '../look/depth.ts';
import { createPaint } from './paint/paint.ts';
import { autoTheme } from '../look/theme.ts';
import { guardExits } from './terminal/exits.ts';
import { beginFrame, endFrame } from './terminal/modes.ts';
import { enterTerminal } from './terminal/terminal.ts';
import { emptyForm } from './model/form.ts';
import { emptyUi } from './model/state.ts';
import { screenFrame } from './view/screen.ts';

export type { ClientOptions } from './options.ts';

/** Answers the exit code. */
export async function openClient(options: ClientOptions): Promise<number> {
  const { env, about } = options;
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    process.stderr.write('devchat: the client needs a terminal; `devchat --help` shows what scripts can use.\n');
    return 2;
  }
  if (env['TERM'] === 'dumb') {
    process.stderr.write(
      'devchat: this terminal (TERM=dumb) cannot show a screen; use `devchat send` and `devchat tail`.\n',
    );
    return 2;
  }
  const terminal = enterTerminal();
  const exits = guardExits(terminal, about.paths.state);
  const paint = createPaint(depthOf(env), autoTheme);
  const ui = emptyUi(terminal.columns, terminal.rows, toSafeText(about.url), emptyForm('signup'));
  const first = screenFrame(paint, emptyState, ui);
  terminal.write(`${beginFrame}${first.rows.map((row) => row.ansi).join('\r\n')}${endFrame}`);
  const { runClient } = await import('./client.tsx');
  const code = await runClient({ options, terminal, paint, ui, exits });
  terminal.leave();
  return code;
}
