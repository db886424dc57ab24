// What keys do in a form, and what happens at its end.
import { isFailure } from '../../net/caller.ts';
import { applyEdit, type EditAction } from '../editor/edit-keys.ts';
import { insert } from '../editor/editor.ts';
import type { Action } from '../keymap.ts';
import { say, type App } from './app.ts';
import { emptyForm, fieldsOf, placeError, type Form } from '../model/form.ts';
import { checkedField, formErrors } from '../model/form-check.ts';

export function typeInForm(app: App, text: string): void {
  changeField(app, (editor) => insert(editor, text.replaceAll('\n', '')));
}

export function editInForm(app: App, edit: EditAction): void {
  if (edit === 'newline') return;
  // A password is not kept where Ctrl+Y would put it into another field.
  changeField(app, (editor) => ({ ...applyEdit(editor, edit, 1000), killed: '' }));
}

function changeField(app: App, change: (editor: Form['values']['username']) => Form['values']['username']): void {
  const { form } = app.ui();
  const field = fieldsOf(form)[form.at];
  if (form.busy || field === undefined) return;
  const { [field.name]: _gone, ...errors } = form.errors;
  const values = { ...form.values, [field.name]: change(form.values[field.name]) };
  app.set({ form: { ...form, values, errors, message: null } });
}

export function formAction(app: App, action: Action): void {
  const { form } = app.ui();
  if (form.busy) return;
  const count = fieldsOf(form).length;
  if (action.type === 'edit') return editInForm(app, action.edit);
  const go = (at: number) => app.set({ form: { ...checkedField(form), at: at % count } });
  if (action.type === 'next field') return go(form.at + 1);
  if (action.type === 'previous field') return go(form.at + count - 1);
  if (action.type === 'other form') {
    const other = emptyForm(form.kind === 'signup' ? 'login' : 'signup');
    return app.set({ form: { ...other, values: { ...other.values, username: form.values.username } } });
  }
  if (action.type !== 'submit') return;
  if (form.at < count - 1) return go(form.at + 1);
  const errors = formErrors(form);
  const wrong = fieldsOf(form).findIndex((field) => errors[field.name] !== undefined);
  if (wrong !== -1) return app.set({ form: { ...form, errors, at: wrong } });
  void submitForm(app, form);
}

async function submitForm(app: App, form: Form): Promise<void> {
  app.set({ form: { ...form, busy: true, errors: {}, message: null } });
  const params = {
    username: form.values.username.text.trim(),
    password: form.values.password.text,
    device: app.about.device,
  };
  const invite = form.values.invite.text.trim();
  const caller = await app.outside.anonymous();
  const answer =
    form.kind === 'signup'
      ? await caller.call('auth.signup', invite === '' ? params : { ...params, invite })
      : await caller.call('auth.login', params);
  if (isFailure(answer)) return app.set({ form: placeError(form, answer) });
  const kept = await app.outside.remember({ token: answer.token, me: answer.me });
  app.set({ screen: 'chat', form: emptyForm(form.kind), notice: null });
  app.outside.start(answer.token);
  if (kept !== null) say(app, 'info', kept);
}
