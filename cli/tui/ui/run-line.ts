// A line that starts with a slash: the command runs, its answer is shown, its effects are performed.
import { MessageId, newId } from '../../../common/ids.ts';
import { makeSafe, toSafeText } from '../../../common/safe-text.ts';
import { UsageError, type Outcome } from '../../commands/command.ts';
import type { Effect } from '../../commands/effect.ts';
import { readSlash, readWords, type SlashCall } from '../../commands/slash.ts';
import { isFailure, type Failure } from '../../net/caller.ts';
import { emptyEditor } from '../editor/editor.ts';
import { emptyForm, loggedOutForm } from '../model/form.ts';
import { say, type App } from './app.ts';
import { cleared } from './cleared.ts';
import { fitsNotice } from '../view/chat.ts';
import { lookChanged, lookFiles } from './looks.ts';
import { leaveTheChannel, openTheChannel } from './navigate.ts';
import { openCard } from './card.ts';
import { ownCaller } from './own-deeds.ts';
import { openPanel, showOutput } from './panel.ts';

/** What cannot be understood or was refused stays in the composer. */
export async function runLine(app: App, line: string): Promise<void> {
  const call = readSlash(line.trimEnd(), app.store.get().open, app.commands);
  if (call instanceof UsageError) return say(app, 'error', call.message);
  if (app.session() === null) return say(app, 'error', 'You are not logged in.');
  cleared(app, line);
  const refusal = await runCall(app, call);
  if (refusal === null) return;
  if (app.ui().editor.text === '') app.set({ editor: { ...emptyEditor, text: line, caret: line.length } });
  sayRefused(app, refusal);
}

/** The same for a list, by the words of the command; the composer is somebody else's. */
export async function runWords(app: App, words: readonly string[]): Promise<void> {
  const call = readWords(words, app.commands);
  if (call instanceof UsageError) return say(app, 'error', call.message);
  const refusal = await runCall(app, call);
  if (refusal !== null) sayRefused(app, refusal);
}

/** Answers why it was not done; null: it was, or it is nobody's business any more. */
async function runCall(app: App, call: SlashCall): Promise<UsageError | Failure | null> {
  const session = app.session();
  if (session === null) return new UsageError('You are not logged in.');
  const { path } = call.command;
  const answer = await call.command.run(
    {
      caller: ownCaller(app, session.gateway),
      newMessageId: () => newId(MessageId),
      sendPicture: async () => new UsageError('Use `devchat profile picture FILE` in a shell.'),
      form: 'screen',
      // Lists ask before they run a command.
      ask: null,
      here: app.store.get().open,
      about: app.about,
      looks: () => lookFiles(app),
    },
    call.args,
  );
  // The host closes the socket of a login that ends, and that can come before the answer.
  if (path === 'logout' && app.session() === null) {
    app.set({ form: loggedOutForm('You are logged out.') });
    return null;
  }
  // The answer to a login that is over is nothing to the next one.
  if (app.session() !== session) return null;
  if (answer instanceof UsageError || isFailure(answer)) return answer;
  await perform(app, answer, `/${call.command.slash ?? path ?? ''}`);
  return null;
}

function sayRefused(app: App, answer: UsageError | Failure): void {
  // Where the protocol names a field, a person reads a word.
  say(app, 'error', answer.message.replace(/^"(\w+)" /, 'The $1 '));
}

async function perform(app: App, { rows, effects, failure }: Outcome, title: string): Promise<void> {
  const opens = effects.some((effect) => ['open', 'close', 'card'].includes(effect.type));
  const lines = rows.flatMap((row) => row.lines.map((line, i) => `${i === 0 ? (row.head ?? '') : ''}${line}`));
  // What is said about the answer stands below it, not in its place.
  const said = opens || lines.length === 0 ? [] : effects.flatMap((one) => (one.type === 'notice' ? [one.text] : []));
  if (lines.length > 0 && !opens) showLines(app, title, [...lines, ...said]);
  for (const effect of effects) if (effect.type !== 'notice' || said.length === 0) await performOne(app, effect);
  if (failure !== undefined) say(app, 'error', failure.message);
}

/** What a notice would cut is a list, to go through in peace. */
function showLines(app: App, title: string, lines: readonly string[]): void {
  const safe = lines.map(toSafeText);
  if (fitsNotice(app.ui(), safe)) app.set({ notice: { kind: 'answer', lines: safe } });
  else showOutput(app, title, lines);
}

async function performOne(app: App, effect: Effect): Promise<void> {
  switch (effect.type) {
    case 'notice':
      if (app.ui().screen === 'form') return app.set({ form: loggedOutForm(effect.text) });
      return say(app, 'info', effect.text);
    case 'open':
      app.store.apply({ type: 'joined', channel: makeSafe(effect.channel) });
      return openTheChannel(app, effect.channel.id);
    case 'card':
      return openCard(app, makeSafe(effect.profile));
    case 'close':
      return leaveTheChannel(app, effect.channel);
    case 'forget':
      await app.outside.forget();
      app.outside.stop();
      app.set({ screen: 'form', form: emptyForm('login') });
      return;
    case 'remember':
      await app.outside.remember({ token: effect.token, me: effect.me });
      return;
    case 'panel':
      return openPanel(app, effect.word, effect.about === null ? null : { id: effect.about, name: effect.about });
    case 'look':
      return lookChanged(app);
    case 'help':
      return app.set({ layer: { type: 'help', from: 0 } });
    case 'quit':
      return app.outside.quit();
    case 'follow':
      return;
  }
}
