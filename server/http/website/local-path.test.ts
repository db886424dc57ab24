import { expect, test } from 'vitest';
import { localPath } from './local-path.ts';

test.each(['/', '/account', '/device?code=ABCD-1234', '/a/b//c', '/%2F%2Fevil.example'])('%j stays', (path) => {
  expect(localPath(path, '/home')).toBe(path);
});

test.each([
  undefined,
  '',
  'account',
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  'javascript:alert(1)',
  '\u0000//evil.example',
  ' //evil.example',
])('%j leads home', (path) => {
  expect(localPath(path, '/home')).toBe('/home');
});
