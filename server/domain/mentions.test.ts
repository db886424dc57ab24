import { expect, test } from 'vitest';
import { protocolLimits } from '../../common/limits.ts';
import { mentionedNames } from './mentions.ts';

test.each([
  ['hello @ada', ['ada']],
  ['@Ada, @bob. and (@carol)', ['ada', 'bob', 'carol']],
  ['@ada @ADA', ['ada']],
  ['write to ada@example.org', []],
  ['@@ada and @', []],
  ['@ada.lovelace.', ['ada.lovelace']],
  ['日本語 @ada です', ['ada']],
])('%j mentions %j', (content, names) => expect(mentionedNames(content)).toEqual(names));

test('a message mentions as many as the limit says, and further names are plain text', () => {
  const names = (count: number) => Array.from({ length: count }, (_, index) => `@user${index}`).join(' ');
  expect(mentionedNames(names(protocolLimits.mentionsMaxPerMessage))).toHaveLength(
    protocolLimits.mentionsMaxPerMessage,
  );
  expect(mentionedNames(names(protocolLimits.mentionsMaxPerMessage + 1))).toHaveLength(
    protocolLimits.mentionsMaxPerMessage,
  );
});
