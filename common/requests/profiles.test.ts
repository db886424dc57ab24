import { describe, expect, test } from 'vitest';
import { protocolLimits } from '../limits.ts';
import { requests, type RequestName } from '../requests.ts';

const takes = (request: RequestName, params: object) => requests[request].params.safeParse(params).success;

describe('a profile', () => {
  test.each(['Europe/Berlin', 'America/Argentina/ComodRivadavia', 'UTC', null])(
    'may be in the zone %s',
    (time_zone) => {
      expect(takes('profile.set', { time_zone })).toBe(true);
    },
  );

  test.each(['Europe/Atlantis', '+02:00', '', 'Europe/Berlin; x', '../etc/passwd'])(
    'is not in the zone "%s"',
    (zone) => {
      expect(takes('profile.set', { time_zone: zone })).toBe(false);
    },
  );

  test('a zone has so many characters before anybody looks it up', () => {
    const refusal = (n: number) =>
      requests['profile.set'].params.safeParse({ time_zone: 'E'.repeat(n) }).error?.issues.map(({ code }) => code);
    expect(refusal(protocolLimits.timeZoneMaxChars)).toEqual(['custom']);
    expect(refusal(protocolLimits.timeZoneMaxChars + 1)).toContain('too_big');
  });

  test.each(['https://example.org', 'http://[::1]:8080/x?y#z', 'https://bücher.example/ä'])('links to %s', (link) => {
    expect(takes('profile.set', { links: [link] })).toBe(true);
  });

  test.each([
    'javascript:alert(1)',
    'ftp://example.org',
    'https://',
    'https://example.org/a b',
    'https://user:secret@example.org',
    'https://example.org@evil.example',
    'https://example.org/\u202e',
    'data:text/html,x',
    'example.org',
  ])('does not link to %s', (link) => {
    expect(takes('profile.set', { links: [link] })).toBe(false);
  });

  test('has lines in its bio, and nothing that steers or hides', () => {
    expect(takes('profile.set', { bio: 'one\ntwo' })).toBe(true);
    for (const bio of ['\u001b[2J', 'a\u202eb', 'a\u200bb', 'a\u0007'])
      expect(takes('profile.set', { bio })).toBe(false);
    for (const display_name of ['two\nlines', '\u001b]0;x', 'a\u2066'])
      expect(takes('profile.set', { display_name })).toBe(false);
  });
});

test('a status lasts thirty days at the most, to the minute', () => {
  const minutes = protocolLimits.statusLastsMaxHours * 60;
  expect(takes('status.set', { status: 'away', expires_in_minutes: minutes })).toBe(true);
  expect(takes('status.set', { status: 'away', expires_in_minutes: minutes + 1 })).toBe(false);
  expect(takes('status.set', { status: 'away', expires_in_minutes: 0 })).toBe(false);
});

describe('what a pass unlocks', () => {
  test.each(['#3fa7d6', '#3fa7d6 #d63f9b', null])('a name is coloured %s', (name_colour) => {
    expect(takes('appearance.set', { name_colour })).toBe(true);
  });

  test.each(['red', '#FFF000', '#3fa7d', '#3fa7d6 #d63f9b #000000', '#3fa7d6,#d63f9b', ''])(
    'not "%s"',
    (name_colour) => {
      expect(takes('appearance.set', { name_colour })).toBe(false);
    },
  );

  // One and two columns wide, and three, which some emoji of one grapheme would be if they were drawn apart.
  test.each(['★', 'A', '🦊', '👩🏽‍💻', '🇩🇪', '❤️', '漢', ''])('a badge may be "%s"', (badge) => {
    expect(takes('appearance.set', { badge })).toBe(true);
  });

  test.each([
    '★★',
    'ab',
    '\u202e',
    '\u200b',
    ' ',
    '\u001b',
    '\n',
    '\u0301',
    'a\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
  ])('and not "%s"', (badge) => {
    expect(takes('appearance.set', { badge })).toBe(false);
  });

  test('a banner is drawn with spaces and is not wider in columns than in characters', () => {
    expect(takes('appearance.set', { banner: '漢'.repeat(protocolLimits.bannerMaxColumns / 2) })).toBe(true);
    expect(takes('appearance.set', { banner: '漢'.repeat(protocolLimits.bannerMaxColumns / 2 + 1) })).toBe(false);
    expect(takes('appearance.set', { banner: 'a\tb' })).toBe(false);
  });

  test.each(['o/', '¯\\_(ツ)', '🦊🦊🦊🦊'])('an emoji is drawn as %s', (text) => {
    expect(takes('emoji.add', { name: 'wave', text })).toBe(true);
  });

  test.each(['', ' ', 'a\nb', '🦊🦊🦊🦊🦊', '\u001b[1m', '\u202e', '\u200b'])('and not as "%s"', (text) => {
    expect(takes('emoji.add', { name: 'wave', text })).toBe(false);
  });

  test.each(['Wave', 'w', '1up', 'a-b', 'a b', ':wave:', ''])('an emoji is not called "%s"', (name) => {
    expect(takes('emoji.add', { name, text: 'o/' })).toBe(false);
  });
});
