import { expect, test } from 'vitest';
import { Refusal } from '../../../common/errors.ts';
import { Lost } from '../../net/caller.ts';
import { emptyForm, fieldsOf, placeError } from '../model/form.ts';

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

test('a host that takes accounts by invitation makes the form ask for one', () => {
  const before = emptyForm('signup');
  expect(fieldsOf(before).map(({ name }) => name)).not.toContain('invite');
  const form = placeError(before, new Refusal('forbidden', 'By invitation only.', undefined, 'invite'));
  expect(fieldsOf(form)[form.at]?.name).toBe('invite');
  expect(form.errors).toEqual({ invite: 'By invitation only.' });
});
