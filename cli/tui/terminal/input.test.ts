import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInput } from './input.ts';

const keys = (bytes: string) =>
  readInput(bytes, 'final').inputs.map((input) =>
    input.type === 'key'
      ? input.key
      : input.type === 'text'
        ? `"${input.text}"`
        : input.type === 'paste'
          ? `paste:${input.text}`
          : input.type,
  );

test('what arrives in one chunk is read key by key', () => {
  expect(keys('hello\rworld\r')).toEqual(['"hello"', 'enter', '"world"', 'enter']);
  expect(keys('a\tb\u007f\u0001\u000b\n')).toEqual(['"a"', 'tab', '"b"', 'backspace', 'ctrl+a', 'ctrl+k', 'ctrl+j']);
});

test.each([
  ['\u001b', 'escape'],
  ['\u001b\r', 'alt+enter'],
  ['\u001bb', 'alt+b'],
  ['\u001b\u007f', 'alt+backspace'],
  ['\u001b[A', 'up'],
  ['\u001bOB', 'down'],
  ['\u001b[1;5D', 'ctrl+left'],
  ['\u001b[1;3C', 'alt+right'],
  ['\u001b[5~', 'pageup'],
  ['\u001b[Z', 'shift+tab'],
  ['\u001b[13;2u', 'shift+enter'],
  ['\u001b[27;2;13~', 'shift+enter'],
  ['\u001b[107;5u', 'ctrl+k'],
  ['\u001b[27u', 'escape'],
  ['\u001f', 'ctrl+_'],
  ['\u001bOP', 'f1'],
  ['\u001b[I', 'focus'],
  ['\u001b[?1u', 'kitty'],
])('%j is %s', (bytes, name) => {
  expect(keys(bytes)).toEqual([name]);
});

test('a paste is one piece with its line breaks, and its keys are not pressed', () => {
  expect(keys('\u001b[200~one\r\ntwo\u0003\u001b[A\u001b[201~x')).toEqual(['paste:one\ntwo\u0003\u001b[A', '"x"']);
});

test('mouse reports, answers and unknown sequences are nothing', () => {
  expect(keys('\u001b[<0;10;10M\u001b]11;rgb:0/0/0\u0007\u001b[12;3R\u001b[?62c')).toEqual([]);
});

test('however the bytes are cut, the same keys come out', () => {
  const stream = 'hi\r\u001b[A\u001b[200~a\rb\u001b[201~\u001b[1;5Cäé👩🏽‍💻\u001b\r\u001b[I\u0003';
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: stream.length })), (cuts) => {
      const places = [...cuts, stream.length].toSorted((a, b) => a - b);
      let rest = '';
      let from = 0;
      let text = '';
      for (const to of places) {
        const reading = readInput(rest + stream.slice(from, to));
        rest = reading.rest;
        from = to;
        text += reading.inputs
          .map((i) => (i.type === 'key' ? `<${i.key}>` : i.type === 'focus' ? '<focus>' : 'text' in i ? i.text : ''))
          .join('');
      }
      expect(rest).toBe('');
      expect(text).toBe('hi<enter><up>a\nb<ctrl+right>äé👩🏽‍💻<alt+enter><focus><ctrl+c>');
    }),
  );
});
