// The client from its first frame to its end. Little is loaded here, so that something is seen at once; client.tsx is the rest.
import { toSafeText } from '../../common/safe-text.ts';
import type { About } from '../commands/command.ts';
import { emptyState } from '../store/state.ts';
import type { ClientOptions } from './options.ts';
import { depthOf } from '../look/depth.ts';
import { readKeptIn } from '../look/kept-file.ts';
import { dressed } from './model/dress.ts';
import { createPaint } from './paint/paint.ts';
import { guardExits } from './terminal/exits.ts';
import { beginFrame, endFrame } from './terminal/modes.ts';
import { enterTerminal, type Terminal } from './terminal/terminal.ts';
import { emptyForm } from './model/form.ts';
import { emptyUi, type UiState } from './model/state.ts';
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
  const depth = depthOf(env);
  const ui = firstUi(terminal, about);
  const first = screenFrame(createPaint(depth, ui.theme), emptyState, ui);
  terminal.write(`${beginFrame}${first.rows.map((row) => row.ansi).join('\r\n')}${endFrame}`);
  const { runClient } = await import('./client.tsx');
  const code = await runClient({ options, terminal, depth, ui, exits });
  terminal.leave();
  return code;
}

/** A built-in theme is there from the first frame; one's own are read when there is something to see. */
function firstUi({ columns, rows }: Terminal, { url, paths }: About): UiState {
  const { look, saved } = readKeptIn(paths.config);
  const ui = emptyUi(columns, rows, toSafeText(url), emptyForm('signup'));
  return dressed({ ...ui, looks: { look, saved, themes: [] } }, null, Date.now());
}
