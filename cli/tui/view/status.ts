// The last line: the truth about the connection, who is writing, and what helps now.
import type { ClientState } from '../../store/state.ts';
import { typingNames } from '../../store/select.ts';
import { drawCut, glue, space, spread, type Drawn, type Paint, type Style } from '../paint/paint.ts';
import type { PanelLayer, UiState } from '../model/state.ts';
import { actionsNow, chosenRow } from '../model/panel-frame.ts';
import { typedCommands } from '../model/typed-commands.ts';
import type { Item } from './item.ts';
import { messageHints } from './message-hints.ts';

export function statusRow(paint: Paint, state: ClientState, ui: UiState, chosen: Item | null): Drawn {
  const link = linkWords(state, ui);
  // What the keys do now comes first; the words about the connection have the rest.
  const hint = drawCut(paint, ui.leaving ? 'warn' : 'dim', `${hintWords(state, ui, chosen)} `, ui.columns - 4);
  const left = glue(
    space(1),
    paint.draw(link.style, '●'),
    space(1),
    drawCut(paint, link.loud ? 'plain' : 'dim', link.words, Math.max(0, ui.columns - hint.width - 4)),
  );
  const typing = ui.leaving ? '' : typingWords(state);
  const middle =
    typing === ''
      ? left
      : glue(left, space(2), drawCut(paint, 'dim', typing, Math.max(0, ui.columns - left.width - hint.width - 3)));
  return spread(middle, hint, ui.columns);
}

interface LinkWords {
  readonly style: Style;
  readonly words: string;
  readonly loud: boolean;
}

function linkWords(state: ClientState, { now, silentSince }: UiState): LinkWords {
  const { connection, me } = state;
  const name = me?.username ?? '';
  switch (connection.type) {
    case 'live': {
      const own =
        me === null || me.status === 'online'
          ? ''
          : ` (${me.status}${me.status_text === '' ? '' : `: ${me.status_text}`})`;
      if (silentSince !== null) {
        const seconds = Math.floor((now - silentSince) / 1000);
        return { style: 'danger', words: `no answer from the host for ${seconds} s`, loud: true };
      }
      return {
        style: me?.status === 'away' ? 'warn' : me?.status === 'dnd' ? 'danger' : 'good',
        words: `${name}${own}`,
        loud: false,
      };
    }
    case 'connecting':
      return { style: 'warn', words: 'connecting…', loud: true };
    case 'waiting': {
      const seconds = Math.max(1, Math.ceil((connection.until - now) / 1000));
      return { style: 'danger', words: `reconnecting in ${seconds} s, any key: now  ${connection.reason}`, loud: true };
    }
    case 'stopped':
      return { style: 'danger', words: `${connection.reason} Any key tries again.`, loud: true };
    case 'logged out':
      return { style: 'danger', words: `logged out: ${connection.reason}`, loud: true };
  }
}

function typingWords(state: ClientState): string {
  const [first, second, ...others] = typingNames(state);
  if (first === undefined) return '';
  if (second === undefined) return `${first} is typing…`;
  return others.length === 0 ? `${first} and ${second} are typing…` : 'several people are typing…';
}

function hintWords(state: ClientState, ui: UiState, chosen: Item | null): string {
  if (ui.leaving) return 'Ctrl+C again leaves devchat';
  if (ui.layer?.type === 'question') return 'y yes  n no';
  if (ui.layer?.type === 'panel') return panelHints(ui.layer, ui.columns);
  if (ui.layer?.type === 'help' || ui.layer?.type === 'card') return '↑ ↓ Home End scroll  Esc close';
  if (ui.layer?.type === 'switcher') return '↑ ↓ choose  Enter go  Esc back';
  if (ui.mode.type === 'select') return messageHints(state, chosen, ui.columns);
  if (ui.mode.type === 'edit') return 'Enter saves  Esc keeps it as it was';
  if (typedCommands(ui).lines.length > 0) return 'Tab next  Enter take';
  if (ui.banner !== null && ui.notice === null && ui.editor.text === '') return 'Esc hides it  ? help';
  return ui.editor.text === '' ? '? help' : '';
}

/** As many of the actions as there is room for; the way back and the way to all keys are always there. */
function panelHints({ stack }: PanelLayer, columns: number): string {
  const frame = stack.at(-1);
  if (frame === undefined) return '';
  if (frame.typing === 'answer') return 'Enter goes on  Esc back';
  if (frame.typing === 'filter') return 'Enter keeps it  Esc all again';
  if (frame.pending !== null) return 'Enter takes it  Esc back';
  const [first] = chosenRow(frame)?.actions ?? [];
  const actions = actionsNow(frame).map((action) => `${action === first ? 'Enter' : action.key} ${action.label}`);
  const wished = [...actions, ...(frame.word === null ? [] : ['/ filter'])];
  const last = ['? keys', `Esc ${stack.length > 1 ? 'back' : 'close'}`];
  for (let shown = wished.length; shown > 0; shown--) {
    const hints = [...wished.slice(0, shown), ...last].join('  ');
    if (hints.length <= columns - hintsLeave) return hints;
  }
  return last.join('  ');
}

/** What the words about the connection need at least. */
const hintsLeave = 8;
