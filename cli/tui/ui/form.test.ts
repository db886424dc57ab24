import { expect, test } from 'vitest';
import { Refusal } from '../../../common/errors.ts';
import { Lost } from '../../net/caller.ts';
import { emptyForm, placeError } from '../model/form.ts';

test.each([
  ['signup', new Refusal('name_taken', 'Der Name ist vergeben.', undefined, 'username'), { at: 0, beside: 'username' }],
  ['signup', new Refusal('bad_request', 'It is short.', undefined, 'password'), { at: 1, beside: 'password' }],
  ['signup', new Refusal('name_taken', 'That password is known.', undefined, 'email'), { at: 0, beside: null }],
  ['login', new Refusal('wrong_credentials'), { at: 0, beside: null }],
  ['login', new Lost('unreachable', 'No user name helps: nothing answers.'), { at: 0, beside: null }],
] as const)('a %s form shows %o where it belongs', (kind, failure, { at, beside }) => {
  const form = placeError(emptyForm(kind), failure);
  expect(form.at).toBe(at);
  expect(form.errors).toEqual(beside === null ? {} : { [beside]: failure.message });
  expect(form.message).toBe(beside === null ? failure.message : null);
});
