// Writing: what Enter does, own lines from before, pasted text.
import { protocolLimits } from '../../../common/limits.ts';
import { toSafeText } from '../../../common/safe-text.ts';
import { utf8Bytes } from '../../../common/text.ts';
import type { MessageId } from '../../../common/ids.ts';
import { isFailure } from '../../net/caller.ts';
import { insert, withText } from '../editor/editor.ts';
import { channelNow, say, type App } from './app.ts';
import { cleared } from './cleared.ts';
import { runLine } from './run-line.ts';
import { whyNotHere } from '../view/why-not.ts';
import { commandToComplete } from '../model/typed-commands.ts';
import { setAnchor } from './navigate.ts';
import { stopSelecting } from './select-message.ts';

/** A larger paste is asked about: it is more often a mistake than a message. */
const pasteMaxLines = 12;
const pasteMaxChars = 3000;

export function submit(app: App): void {
  const { mode, editor } = app.ui();
  const { text } = editor;
  if (mode.type === 'edit') return saveEdit(app, mode.id, text);
  if (text.trim() === '') return;
  const meant = commandToComplete(app.ui());
  if (meant !== null) return app.set({ editor: withText(editor, meant), completion: null });
  if (text.startsWith('/') && !text.startsWith('//')) {
    void runLine(app, text);
    return;
  }
  const channel = channelNow(app);
  if (channel === null) return say(app, 'error', 'No channel is open: Ctrl+P finds one. Your text is still here.');
  const no = whyNotHere(app.store.get(), channel);
  if (no !== null) return say(app, 'error', `${no} Your text is still here.`, channel.id);
  const content = (text.startsWith('//') ? text.slice(1) : text).trimEnd();
  const bytes = utf8Bytes(content);
  if (bytes > protocolLimits.messageMaxBytes) {
    return say(
      app,
      'error',
      `A message has at most ${protocolLimits.messageMaxBytes} bytes; this one has ${bytes}. Your text is still here.`,
      channel.id,
    );
  }
  if (!storeAndSend(app, channel.id, content)) return;
  cleared(app, text);
  if (app.store.get().anchor !== null) setAnchor(app, null);
}

/** The composer is cleared only when this has said yes: the text is on disk. */
function storeAndSend(app: App, channel: NonNullable<ReturnType<typeof channelNow>>['id'], content: string): boolean {
  try {
    if (app.session()?.outbox.send(channel, content) === true) return true;
    say(app, 'error', 'Not connected yet. Your text is still here.', channel);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(
      app,
      'error',
      `It could not be written to the disk (${why}), so it was not sent. Your text is still here.`,
      channel,
    );
  }
  return false;
}

function saveEdit(app: App, id: MessageId, text: string): void {
  const { mode } = app.ui();
  const session = app.session();
  if (mode.type !== 'edit' || session === null) return;
  if (text.trim() === '') return say(app, 'error', 'A message cannot be empty; press Esc, then d on it deletes it.');
  const before = mode.before;
  void session.gateway.call('message.edit', { id, content: text.trimEnd() }).then((answer) => {
    if (isFailure(answer)) return say(app, 'error', `Not saved: ${answer.message} Your text is still here.`);
    const now = app.ui().mode;
    if (now.type !== 'edit' || now.id !== id) return;
    app.set({ editor: before, notice: null });
    stopSelecting(app);
  });
}

export function recall(app: App, by: -1 | 1): void {
  const { history, historyAt } = app.ui();
  const at = (historyAt ?? history.length) + by;
  if (at < 0 || (historyAt === null && by === 1)) return;
  const text = history[at] ?? '';
  app.set({ editor: withText(app.ui().editor, text), historyAt: at >= history.length ? null : at });
}

export function paste(app: App, raw: string): void {
  // What a terminal copies has its colours in it; nobody means to send them.
  const text = raw.replaceAll(/\p{Cc}\[[0-9;]*m/gu, '').replaceAll(/(?![\n\t])\p{Cc}/gu, '');
  const lines = text.split('\n').length;
  if (lines > pasteMaxLines || text.length > pasteMaxChars) {
    const words = toSafeText(
      `Paste ${lines === 1 ? '1 line' : `${lines} lines`}, ${text.length} characters? y yes, n no`,
    );
    app.set({ layer: { type: 'question', words, next: { type: 'paste', text } } });
    return;
  }
  app.set({ editor: insert(app.ui().editor, text), completion: null });
}
