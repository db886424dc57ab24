import { expect, test } from 'vitest';
import { fitsInBytes, utf8Bytes } from './text.ts';

test.each([
  ['', 0],
  ['\0az~', 4],
  ['\x80é\u07ff', 6],
  ['\u0800€\ue000\uffff', 12],
  ['😀', 4],
  ['a😀😀é', 11],
  ['\ud800', 3],
  ['\udc00', 3],
  ['\ud800a', 4],
  ['\ud800\ud83d\ude00', 7],
  ['\udc00\ud800', 6],
])('%j has %i bytes in UTF-8, a lone surrogate as its replacement', (text, bytes) => {
  expect(utf8Bytes(text)).toBe(bytes);
  expect([fitsInBytes(text, bytes), fitsInBytes(text, bytes - 1)]).toEqual([true, false]);
});
