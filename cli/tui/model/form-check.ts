// What can be said about the fields of a form before the host is asked, beside the field that it is about.
import { protocolLimits as limits } from '../../../common/limits.ts';
import { Username } from '../../../common/requests/fields.ts';
import { toSafeText } from '../../../common/safe-text.ts';
import { utf8Bytes } from '../../../common/text.ts';
import { fieldsOf, type FieldName, type Form } from './form.ts';

/** All that is wrong when the form is to be sent. */
export function formErrors(form: Form): Form['errors'] {
  const wrong = fieldsOf(form).flatMap(({ name }) => {
    const words = missing(form, name) ?? unfit(form, name);
    return words === null ? [] : [[name, toSafeText(words)] as const];
  });
  return Object.fromEntries(wrong);
}

/** When one leaves a field: what is in it is judged, an empty one is left in peace. */
export function checkedField(form: Form): Form {
  const name = fieldsOf(form)[form.at]?.name;
  if (name === undefined || form.values[name].text === '') return form;
  const words = unfit(form, name);
  return words === null ? form : { ...form, errors: { ...form.errors, [name]: toSafeText(words) } };
}

function missing(form: Form, name: FieldName): string | null {
  if (name === 'username' && form.values.username.text.trim() === '') return 'Type a user name.';
  return name === 'password' && form.values.password.text === '' ? 'Type a password.' : null;
}

/** A login is judged by the host alone. */
function unfit(form: Form, name: FieldName): string | null {
  if (form.kind === 'login') return null;
  const { password, username, again } = form.values;
  switch (name) {
    case 'username':
      return Username.safeParse(username.text.trim()).success
        ? null
        : `It must have ${limits.usernameMinChars} to ${limits.usernameMaxChars} letters, digits, "_", "-" or ".", and start and end with a letter or a digit.`;
    case 'password': {
      const bytes = utf8Bytes(password.text);
      if (bytes < limits.passwordMinBytes) return `It must have at least ${limits.passwordMinBytes} bytes.`;
      return bytes > limits.passwordMaxBytes ? `It must have at most ${limits.passwordMaxBytes} bytes.` : null;
    }
    case 'invite':
      return null;
    case 'again':
      return password.text === '' || password.text === again.text ? null : 'The two passwords are not the same.';
  }
}
