import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeSafe, safeJson, toSafeText } from './safe-text.ts';

const dangerous = /(?![\n\t])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\u200b]|\p{Cs}/u;
const nasty = fc.constantFrom(
  ...'\x1b \x9b \x9d \x07 \r \u202e \u2066 \u200d \u200c \ufe0f \u0301 👩 🏽 💻 🇩 🇪 \u{e0067} \ud800 \udc00'.split(' '),
  ...'a م ש क \u094d \u1100 \u1161 1 \u20e3 ❤ \u{1f3f4} 가 \u2028 \u0600 \u3164'.split(' '),
  ' ',
  '\n',
  '\t',
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: nasty, maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

describe('safe text', () => {
  test('nothing that steers a terminal comes out, whatever goes in', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        expect(dangerous.test(toSafeText(raw))).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  test('making it safe twice changes nothing', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        expect(toSafeText(toSafeText(raw))).toBe(toSafeText(raw));
      }),
      { numRuns: 3000 },
    );
  });

  test('every control character is seen as a picture, except line feed and tab', () => {
    expect(toSafeText('a\x1b]52;c;eA==\x07b')).toBe('a␛]52;c;eA==␇b');
    expect(toSafeText('\x9b31m')).toBe('<U+009B>31m');
    expect(toSafeText('one\r\ntwo\rthree\tfour')).toBe('one\ntwo␍three\tfour');
    expect(toSafeText('\u202eevil')).toBe('<U+202E>evil');
    expect(toSafeText('a\u2028b')).toBe('a<U+2028>b');
  });

  test('what people write keeps its form', () => {
    const kept = [
      '👩🏽‍💻 👨‍👩‍👧‍👦 ❤️ 🇩🇪 1️⃣',
      'שלום עולם',
      'مرحبا بالعالم',
      'می‌خواهم',
      'क्‍ष',
      '日本語 한국어',
      'é ñ',
      'Z\u0301\u0323',
      '👩🏻‍❤️‍💋‍👨🏻',
    ];
    for (const text of kept) expect(toSafeText(text)).toBe(text);
    expect(toSafeText('\u1112\u1161\u11ab')).toBe('한');
  });

  test('floods are cut and hidden characters go', () => {
    expect(toSafeText(`e${'\u0301'.repeat(500)}`)).toBe(`e${'\u0301'.repeat(6)}`);
    expect(toSafeText('pay\u200bpal\ufeff\u2063')).toBe('paypal');
    expect(toSafeText('a\u200db\ufe0f')).toBe('ab');
    expect(Array.from(toSafeText('👩\u200d'.repeat(50))).filter((c) => c === '\u200d').length).toBeLessThan(50);
    expect(toSafeText('\u0301x')).toBe('◌\u0301x');
    expect(toSafeText('ok \ud800')).toBe('ok \ufffd');
  });

  test('a whole value is made safe and keeps its shape', () => {
    expect(makeSafe({ a: '\x1b[2J', b: [1, null, { c: 'x\x00' }] })).toEqual({ a: '␛[2J', b: [1, null, { c: 'x␀' }] });
  });

  test('printed JSON says the same and holds no dangerous character', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const json = safeJson({ text: raw });
        expect(json).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
        expect(JSON.parse(json).text).toBe(raw);
      }),
      { numRuns: 2000 },
    );
  });
});
