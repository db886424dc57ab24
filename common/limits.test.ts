// Every limit of the protocol, at its value and one past it. A new limit without a row does not compile.
import { describe, expect, test } from 'vitest';
import { protocolLimits } from './limits.ts';
import { requests, type RequestName } from './requests.ts';

const id = '0198c0de-7c1a-7000-8000-1234567890ab';
const takes = (request: RequestName, params: object) => requests[request].params.safeParse(params).success;
const account = { username: 'ada', password: 'correct horse' };
const target = { channel: id, username: 'bob' };
const lines = (n: number, line: string) => Array.from({ length: n }, () => line).join('\n');
const mail = (length: number) => `${'a'.repeat(length - 12)}@example.org`;

/** Whether a request with so much is taken; or the suite where the limit is met otherwise. */
const rows: Record<keyof typeof protocolLimits, ((amount: number) => boolean) | string> = {
  usernameMinChars: (n) => takes('auth.signup', { ...account, username: 'a'.repeat(n) }),
  usernameMaxChars: (n) => takes('auth.signup', { ...account, username: 'a'.repeat(n) }),
  emailMaxChars: (n) => takes('auth.signup', { ...account, email: mail(n) }),
  passwordMinBytes: (n) => takes('auth.signup', { ...account, password: 'x'.repeat(n) }),
  passwordMaxBytes: (n) => takes('auth.signup', { ...account, password: 'x'.repeat(n) }),
  tokenNameMaxChars: (n) => takes('token.create', { name: 'x'.repeat(n) }),
  tokenLifetimeMaxDays: (n) => takes('token.create', { name: 'x', expires_in_days: n }),
  channelNameMaxChars: (n) => takes('channel.create', { name: 'x'.repeat(n) }),
  topicMaxChars: (n) => takes('channel.create', { name: 'x', topic: 'x'.repeat(n) }),
  serverNameMaxChars: (n) => takes('server.create', { name: 'x'.repeat(n) }),
  roleNameMaxChars: (n) => takes('role.create', { server: id, name: 'x'.repeat(n) }),
  serverIconMaxChars: (n) => takes('server.update', { server: id, icon: 'x'.repeat(n) }),
  serverDescriptionMaxChars: (n) => takes('server.update', { server: id, description: 'x'.repeat(n) }),
  categoryNameMaxChars: (n) => takes('category.create', { server: id, name: 'x'.repeat(n) }),
  nicknameMaxChars: (n) => takes('member.nickname', { server: id, user: id, nickname: 'x'.repeat(n) }),
  inviteLifetimeMaxS: (n) => takes('invite.create', { server: id, expires_in_s: n }),
  inviteUsesMax: (n) => takes('invite.create', { server: id, max_uses: n }),
  slowModeMaxS: (n) => takes('channel.update', { channel: id, slow_mode_s: n }),
  reasonMaxChars: (n) => takes('channel.delete', { channel: id, reason: 'x'.repeat(n) }),
  statusTextMaxChars: (n) => takes('status.set', { status: 'away', text: 'x'.repeat(n) }),
  hostNameMaxChars: (n) => takes('admin.settings.set', { name: 'x'.repeat(n) }),
  announcementMaxChars: (n) => takes('admin.announce', { text: 'x'.repeat(n) }),
  passDaysMax: (n) => takes('admin.pass.create', { days: n }) && takes('admin.pass.give', { user: id, days: n }),
  passCodesMaxPerRequest: (n) => takes('admin.pass.create', { days: 1, count: n }),
  passNoteMaxChars: (n) => takes('admin.pass.create', { days: 1, note: 'x'.repeat(n) }),
  pageMaxUsers: (n) => takes('admin.users', { limit: n }),
  pageMaxInvites: (n) => takes('admin.invite.list', { limit: n }),
  pageMaxPassCodes: (n) => takes('admin.pass.list', { limit: n }),
  statusLastsMaxHours: (n) => takes('status.set', { status: 'away', expires_in_minutes: n * 60 }),
  displayNameMaxChars: (n) => takes('profile.set', { display_name: 'x'.repeat(n) }),
  pronounsMaxChars: (n) => takes('profile.set', { pronouns: 'x'.repeat(n) }),
  bioMaxChars: (n) => takes('profile.set', { bio: 'x'.repeat(n) }),
  bioMaxLines: (n) => takes('profile.set', { bio: lines(n, 'x') }),
  timeZoneMaxChars: 'common/requests/profiles.test.ts',
  linksMaxPerProfile: (n) => takes('profile.set', { links: Array.from({ length: n }, () => 'https://example.org') }),
  linkMaxChars: (n) => takes('profile.set', { links: [`https://example.org/${'x'.repeat(n - 20)}`] }),
  pictureMaxBytes: 'server/pictures.test.ts',
  pictureMaxPixels: 'server/pictures.test.ts',
  badgeMaxColumns: 'common/requests/profiles.test.ts',
  bannerMaxLines: (n) => takes('appearance.set', { banner: lines(n, 'x') }),
  bannerMaxColumns: (n) => takes('appearance.set', { banner: `x\n${'x'.repeat(n)}` }),
  statusFramesMin: (n) => takes('appearance.set', { status_frames: Array.from({ length: n }, () => 'x') }),
  statusFramesMax: (n) => takes('appearance.set', { status_frames: Array.from({ length: n }, () => 'x') }),
  emojiNameMaxChars: (n) => takes('emoji.add', { name: 'x'.repeat(n), text: 'x' }),
  emojiMaxColumns: (n) => takes('emoji.add', { name: 'xx', text: 'x'.repeat(n) }),
  emojiMaxPerMessage: 'common/emoji.test.ts',
  nameTagsMaxPerRequest: (n) => takes('profile.name_tags', { users: Array.from({ length: n }, () => id) }),
  messageMaxBytes: (n) => takes('message.send', { id, channel: id, content: 'x'.repeat(n) }),
  pageMaxMessages: (n) =>
    takes('message.history', { channel: id, limit: n }) &&
    takes('channel.changes', { channel: id, after_rev: 0, limit: n }),
  pageMaxMembers: (n) => takes('channel.members', { channel: id, limit: n }),
  pageMaxChannels: (n) => takes('channel.list', { limit: n }),
  pageMaxRelations: (n) => takes('friend.list', { limit: n }),
  suggestionsMax: (n) => takes('friend.suggest', { limit: n }),
  pageMaxServers: (n) => takes('server.directory', { limit: n }),
  banMaxDays: (n) => takes('member.ban', { ...target, duration_s: n * 86_400 }),
  banDeleteMaxHours: (n) => takes('member.ban', { ...target, delete_messages_hours: n }),
  timeOutMaxDays: (n) => takes('member.time_out', { ...target, duration_s: n * 86_400 }),
  pinsPerChannel: 'server/moderation/ranks.test.ts',
  pageMaxBans: (n) => takes('ban.list', { channel: id, limit: n }),
  pageMaxReports: (n) => takes('report.list', { limit: n }),
  pageMaxAudit: (n) => takes('audit.list', { limit: n }),
  mentionsMaxPerMessage: 'server/domain/mentions.test.ts',
  calledMaxPerMessage: 'server/role-mentions.test.ts',
  replayMaxChanges: 'server/limits.test.ts',
  unreadMaxCount: 'server/limits.test.ts',
  frameMaxBytes: 'server/ws/gateway.test.ts',
  fragmentsMaxPerMessage: 'server/ws/gateway.test.ts',
  pageMaxBytes: 'server/store/contract.test.ts',
  typingShownMs: 'cli/store/reduce.test.ts',
};

const measured = Object.entries(rows).flatMap(([name, row]) =>
  typeof row === 'string'
    ? []
    : [{ name, row, limit: Object.entries(protocolLimits).find(([key]) => key === name)?.[1] ?? 0 }],
);

describe('a request', () => {
  test.each(measured)('may have as much as $name says, $limit, and not one beyond', ({ name, row, limit }) => {
    const beyond = name.includes('Min') ? limit - 1 : limit + 1;
    expect([row(limit), row(beyond)]).toEqual([true, false]);
  });
});
