import { expect, test } from 'vitest';
import { UsageError } from './command.ts';
import { readChannelPermissions, readPermissions } from './permission-words.ts';

const said = (read: ReturnType<typeof readPermissions>) => (read instanceof UsageError ? read.message : read.join(' '));

test.each([
  [undefined, ''],
  ['', ''],
  ['send,view', 'send view'],
  [' send , attach-files view,send', 'send attach_files view'],
  ['SEND', 'send'],
  ['sned', 'There is no permission "sned". Did you mean send?'],
  ['mentoin_everyone', 'There is no permission "mentoin_everyone". Did you mean mention_everyone?'],
  ['files', 'There is no permission "files". Did you mean attach_files?'],
  ['send,messages', 'There is no permission "messages". Did you mean manage_messages?'],
])('%j is read as %j', (text, expected) => expect(said(readPermissions(text))).toBe(expected));

test('a word that is like none is answered with all of them', () => {
  expect(said(readPermissions('frobnicate'))).toMatch(/They are: view, send, .*administrator\.$/);
});

test('what is no matter of channels is said to be one of the server', () => {
  expect(said(readChannelPermissions('send'))).toBe('send');
  expect(said(readChannelPermissions('send,kick'))).toMatch(/^"kick" is a matter of the whole server/);
});
