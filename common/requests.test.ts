import { describe, expect, test } from 'vitest';
import { Event } from './events.ts';
import { hostLimits, hostLimitVariable, hostLimitsWith, protocolLimits } from './limits.ts';
import { requests } from './requests.ts';
import { ChannelName, Content, Password, Username } from './requests/fields.ts';

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

describe('the rules of names and texts', () => {
  test.each([
    ['ada', true],
    ['Ada.Lovelace_2', true],
    ['a'.repeat(32), true],
    ['a'.repeat(33), false],
    ['a', false],
    ['ada.', false],
    ['-ada', false],
    ['a da', false],
    ['ädä', false],
    ['ada\u202e', false],
  ])('the user name %j is %j', (name, ok) => expect(accepts(Username, name)).toBe(ok));

  test.each([
    ['general', true],
    ['a'.repeat(40), true],
    ['a'.repeat(41), false],
    ['General', false],
    ['#general', false],
    ['', false],
  ])('the room name %j is %j', (name, ok) => expect(accepts(ChannelName, name)).toBe(ok));

  test('a password has 8 to 72 bytes, counted in UTF-8', () => {
    expect(accepts(Password, 'x'.repeat(7))).toBe(false);
    expect(accepts(Password, 'x'.repeat(8))).toBe(true);
    expect(accepts(Password, 'é'.repeat(36))).toBe(true);
    expect(accepts(Password, 'é'.repeat(36) + 'x')).toBe(false);
  });

  test('a message has at most messageMaxBytes bytes in UTF-8, and is not blank', () => {
    expect(accepts(Content, 'é'.repeat(protocolLimits.messageMaxBytes / 2))).toBe(true);
    expect(accepts(Content, 'é'.repeat(protocolLimits.messageMaxBytes / 2) + 'x')).toBe(false);
    expect(accepts(Content, ' \n\t')).toBe(false);
  });

  test('NUL and lone surrogates become characters that can be stored', () => {
    expect(Content.parse('a\0b\ud800c')).toBe('a\u2400b\ufffdc');
  });
});

describe('the table', () => {
  test.each(Object.entries(requests))('the params of %s refuse keys that they do not know', (_name, row) => {
    const answer = row.params.safeParse({ surprise: 1 });
    expect(answer.error?.issues.map((issue) => issue.code)).toContain('unrecognized_keys');
  });

  test('history takes before or after, not both', () => {
    const channel = '0198c0de-7c1a-7000-8000-1234567890ab';
    expect(accepts(requests['message.history'].params, { channel, before: 5 })).toBe(true);
    expect(accepts(requests['message.history'].params, { channel, before: 5, after: 2 })).toBe(false);
  });

  test('an event of another shape is refused', () => {
    expect(accepts(Event, { type: 'channel.left', channel: 'general' })).toBe(false);
    expect(accepts(Event, { type: 'channel.left', channel: '0198c0de-7c1a-7000-8000-1234567890ab' })).toBe(true);
  });
});

test('a host limit is changed by the variable that its name gives', () => {
  expect(hostLimitVariable('sendsPerUserPerMinute')).toBe('DEVCHAT_LIMIT_SENDS_PER_USER_PER_MINUTE');
  expect(hostLimitsWith({ socketsPerUser: 3 })).toMatchObject({
    socketsPerUser: 3,
    heartbeatMs: hostLimits.heartbeatMs.default,
  });
});

test('a message at the limit fits in a frame, whatever it is made of', () => {
  const content = '\u0001'.repeat(protocolLimits.messageMaxBytes);
  const id = '0198c0de-7c1a-7000-8000-1234567890ab';
  const frame = JSON.stringify({
    type: 'request',
    id: Number.MAX_SAFE_INTEGER,
    request: 'message.send',
    params: { id, channel: id, content },
  });
  expect(frame.length).toBeLessThanOrEqual(protocolLimits.frameMaxBytes);
});

test('what is looked up may hold any character, and none that the database cannot be asked for', () => {
  expect(requests['auth.login'].params.parse({ username: 'a\0', password: 'x' }).username).toBe('a\u2400');
  expect(requests['channel.resolve'].params.parse({ target: '#\0' }).target).toBe('#\u2400');
});
