// The forms of the first run: what is asked, what was typed, what is wrong with it.
import { toSafeText, type SafeText } from '../../../common/safe-text.ts';
import type { Failure } from '../../net/caller.ts';
import { emptyEditor, type Editor } from '../editor/editor.ts';

export type FieldName = 'username' | 'password' | 'again' | 'invite';

export interface Field {
  readonly name: FieldName;
  readonly label: string;
  readonly hint: string;
  readonly secret: boolean;
}

export interface Form {
  readonly kind: 'signup' | 'login';
  readonly values: Readonly<Record<FieldName, Editor>>;
  readonly at: number;
  readonly errors: Readonly<Partial<Record<FieldName, SafeText>>>;
  /** About the whole: the host does not answer, the login is over. */
  readonly message: SafeText | null;
  /** The message is no trouble, like the end of a login that one asked for. */
  readonly calm: boolean;
  readonly busy: boolean;
  /** The host takes new accounts by invitation, as it said when one tried without. */
  readonly asksInvite: boolean;
}

const username: Field = {
  name: 'username',
  label: 'User name',
  hint: 'letters, digits, "_", "-" or "."',
  secret: false,
};
const password: Field = { name: 'password', label: 'Password', hint: '8 to 72 bytes', secret: true };
const invite: Field = { name: 'invite', label: 'Invitation', hint: 'a code', secret: false };
const again: Field = { name: 'again', label: 'Password again', hint: '', secret: true };

export function fieldsOf(form: Form): readonly Field[] {
  if (form.kind === 'signup' && form.asksInvite) return [username, password, again, invite];
  return form.kind === 'signup' ? [username, password, again] : [username, { ...password, hint: '' }];
}

export function emptyForm(kind: Form['kind'], message: SafeText | null = null): Form {
  const values = { username: emptyEditor, password: emptyEditor, again: emptyEditor, invite: emptyEditor };
  return { kind, values, at: 0, errors: {}, message, calm: false, busy: false, asksInvite: false };
}

/** After a login that was ended on purpose. */
export function loggedOutForm(words: string): Form {
  return { ...emptyForm('login', toSafeText(words)), calm: true };
}

/** Puts what the host said beside the field that it names; a login that failed says nothing about which was wrong. */
export function placeError(before: Form, failure: Failure): Form {
  const text = toSafeText(failure.message.replace(/^"\w+" /, 'It '));
  const about = 'field' in failure ? failure.field : undefined;
  const form = about === 'invite' ? { ...before, asksInvite: true } : before;
  const at = fieldsOf(form).findIndex(({ name }) => name === about);
  const field = fieldsOf(form)[at];
  return field === undefined
    ? { ...form, busy: false, errors: {}, message: text, calm: false }
    : { ...form, busy: false, message: null, errors: { [field.name]: text }, at };
}
