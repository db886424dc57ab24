// A line that starts with a slash: the command runs, its answer is shown, its effects are performed.
import { MessageId, newId } from '../../../common/ids.ts';
import { makeSafe, toSafeText } from '../../../common/safe-text.ts';
import { UsageError, type Outcome } from '../../commands/command.ts';
import type { Effect } from '../../commands/effect.ts';
import { readSlash } from '../../commands/slash.ts';
import { isFailure, type Failure } from '../../net/caller.ts';
import { emptyEditor } from '../editor/editor.ts';
import { emptyForm, loggedOutForm } from '../model/form.ts';
import { say, type App } from './app.ts';
import { openCard } from './card.ts';
import { cleared } from './cleared.ts';
import { leaveTheChannel, openTheChannel } from './navigate.ts';

/** What cannot be understood or was refused stays in the composer. */
export async function runLine(app: App, line: string): Promise<void> {
  const call = readSlash(line.trimEnd(), app.store.get().open);
  if (call instanceof UsageError) return say(app, 'error', call.message);
  const session = app.session();
  if (session === null) return say(app, 'error', 'You are not logged in.');
  cleared(app, line);
  const { path } = call.command;
  const answer = await call.command.run(
    {
      caller: session.gateway,
      newMessageId: () => newId(MessageId),
      sendPicture: async () => new UsageError('Use `devchat profile picture FILE` in a shell.'),
      form: 'screen',
      here: app.store.get().open,
      about: app.about,
    },
    call.args,
  );
  // The host closes the socket of a login that ends, and that can come before the answer.
  if (path === 'logout' && app.session() === null) return app.set({ form: loggedOutForm('You are logged out.') });
  // The answer to a login that is over is nothing to the next one.
  if (app.session() !== session) return;
  if (answer instanceof UsageError || isFailure(answer)) return refused(app, line, answer);
  await perform(app, answer);
}

function refused(app: App, line: string, answer: UsageError | Failure): void {
  if (app.ui().editor.text === '') app.set({ editor: { ...emptyEditor, text: line, caret: line.length } });
  // Where the protocol names a field, a person reads a word.
  say(app, 'error', answer.message.replace(/^"(\w+)" /, 'The $1 '));
}

async function perform(app: App, { rows, effects, failure }: Outcome): Promise<void> {
  const opens = effects.some((effect) => ['open', 'close', 'card'].includes(effect.type));
  const lines = rows.flatMap((row) => row.lines.map((line, i) => `${i === 0 ? (row.head ?? '') : ''}${line}`));
  if (lines.length > 0 && !opens) app.set({ notice: { kind: 'info', lines: lines.map(toSafeText) } });
  for (const effect of effects) await performOne(app, effect);
  if (failure !== undefined) say(app, 'error', failure.message);
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
    case 'help':
      return app.set({ layer: { type: 'help', from: 0 } });
    case 'quit':
      return app.outside.quit();
    case 'follow':
      return;
  }
}
