// The tables of docs/limits.md.
import {
  clientLimits,
  hostLimits,
  hostLimitVariable,
  isChangeable,
  isHostLimit,
  protocolLimits,
} from '../../common/limits.ts';
import { row, table } from './protocol.ts';

export function hostLimitTable(): string {
  const rows = Object.entries(hostLimits).map(([name, { default: initially, why }]) =>
    row([
      `\`${hostLimitVariable(name)}\``,
      amount(name, initially),
      isHostLimit(name) && isChangeable(name) ? 'yes' : '',
      why,
    ]),
  );
  return table(['variable', 'default', 'while it runs', 'what it bounds'], rows);
}

export function protocolLimitTable(): string {
  const rows = Object.entries(protocolLimits).map(([name, value]) => {
    const why = Object.entries(reasons).find(([limit]) => limit === name)?.[1] ?? '';
    return row([`\`${name}\``, amount(name, value), why]);
  });
  return table(['name', 'value', 'why'], rows);
}

export function clientLimitTable(): string {
  const rows = Object.entries(clientReasons).map(([name, why]) => {
    const value = Object.entries(clientLimits).find(([limit]) => limit === name)?.[1] ?? 0;
    return row([`\`${name}\``, amount(name, value), why]);
  });
  return table(['name', 'value', 'why'], rows);
}

const clientReasons: Readonly<Record<keyof typeof clientLimits, string>> = {
  lineFormatMaxChars: 'a line format leaves room for what is said',
  lookFileMaxBytes: '`look.json`, and a file of a theme; a larger file is something else',
  looksSavedMax: 'saved looks',
  themesMax: 'themes of one’s own; further files are not read',
};

/** The compiler keeps the list complete. */
const reasons: Readonly<Record<keyof typeof protocolLimits, string>> = {
  usernameMinChars: 'a name of one letter is easily mistaken for another',
  usernameMaxChars: 'a name fits beside a message on a narrow screen',
  emailMaxChars: 'the longest address that mail can deliver to (RFC 5321)',
  passwordMinBytes: 'shorter ones are guessed',
  passwordMaxBytes: 'bcrypt reads no more; a longer password is refused, never cut',
  tokenNameMaxChars: 'a device is named on one line',
  tokenLifetimeMaxDays: 'ten years; leave the expiry out for a token that does not end',
  channelNameMaxChars: 'a name fits in the list of channels',
  topicMaxChars: 'a topic fits above the messages',
  serverNameMaxChars: 'a name fits in the list of servers',
  roleNameMaxChars: 'a name fits in the list of roles',
  serverIconMaxChars: 'an icon is a few characters in front of a name',
  serverDescriptionMaxChars: 'a description fits on two lines of the directory',
  categoryNameMaxChars: 'a name fits in the list of channels',
  nicknameMaxChars: 'a nickname takes no more room than a name',
  inviteLifetimeMaxS: 'one year; leave the expiry out for an invite that does not end',
  inviteUsesMax: 'leave the number out for an invite without one',
  slowModeMaxS: 'six hours between two messages of one member',
  reasonMaxChars: 'a reason is one line of the audit log',
  statusTextMaxChars: 'a status fits on one line',
  banMaxDays: 'ten years; leave the duration out for a ban that does not end',
  banDeleteMaxHours: 'with a ban at most the messages of a week are deleted',
  timeOutMaxDays: 'longer than four weeks is a ban',
  pinsPerChannel: 'pins are what everybody should find; more are not read',
  pageMaxBans: 'a page of bans',
  pageMaxReports: 'a page of reports, each with a copy of what was reported',
  pageMaxAudit: 'a page of the audit log',
  hostNameMaxChars: 'a name fits at the top of a page',
  announcementMaxChars: 'an announcement is a few lines above the messages',
  passDaysMax: 'ten years of the pass at once',
  passCodesMaxPerRequest: 'codes of the pass that one request makes; they are in its answer',
  passNoteMaxChars: 'a note fits on the line of its code',
  pageMaxUsers: 'a page of users, for those who run the host',
  pageMaxInvites: 'a page of invitations to the host',
  pageMaxPassCodes: 'a page of codes of the pass',
  statusLastsMaxHours: 'thirty days; leave the expiry out for a status that does not end',
  displayNameMaxChars: 'a name fits beside a message on a narrow screen',
  pronounsMaxChars: 'they fit beside the name',
  bioMaxChars: 'a few sentences',
  bioMaxLines: 'a profile fits on a screen',
  timeZoneMaxChars: 'the longest IANA name is half of it',
  linksMaxPerProfile: 'a few places where one is found',
  linkMaxChars: 'an address fits on a few lines',
  pictureMaxBytes: 'a photograph made smaller, not an album',
  pictureMaxPixels: 'read from the header before anything is decoded, so that a small file cannot fill the memory',
  badgeMaxColumns: 'one character or emoji',
  bannerMaxLines: 'text art at the top of a profile',
  bannerMaxColumns: 'it fits into a window of 80 columns',
  statusFramesMin: 'one frame is a status text',
  statusFramesMax: 'an animation of some seconds',
  emojiNameMaxChars: 'it is typed between colons',
  emojiMaxColumns: 'it stands in a line of text',
  emojiMaxPerMessage: 'further names are plain text',
  nameTagsMaxPerRequest: 'the authors of a page of messages',
  messageMaxBytes: 'one message is a page of text or a stack trace, not a file',
  mentionsMaxPerMessage: 'one message cannot name everybody; further names are plain text',
  calledMaxPerMessage:
    'people whom `@everyone`, `@here` and the roles in one message may notify; with more, it is refused',
  pageMaxMessages: 'a page of history or of changes',
  pageMaxMembers: 'a page of members',
  pageMaxChannels: 'a page of the directory',
  pageMaxRelations: 'a page of friends, requests and blocks',
  suggestionsMax: 'more suggestions than these nobody reads',
  pageMaxServers: 'a page of the directory of servers',
  replayMaxChanges: 'further behind than this, loading the newest page is quicker than replaying',
  unreadMaxCount: 'counting stops here; a screen shows "999+"',
  pageMaxBytes: 'a page ends early where its texts would be longer',
  frameMaxBytes: 'one frame of the socket, and one body over HTTP',
  fragmentsMaxPerMessage: 'fragments of a message of the socket: each keeps what was read with it in memory',
  typingShownMs: 'a shown "is typing" ends after this time without another notice',
};

/** The unit is the end of a limit's name. */
function amount(name: string, value: number): string {
  const number = value.toLocaleString('en-US');
  if (name.endsWith('Ms')) return value % 1000 === 0 ? `${number} (${value / 1000} s)` : number;
  if (name.endsWith('Bytes') && value >= 1024 && value % 1024 === 0) return `${number} (${kibibytes(value)})`;
  return number;
}

function kibibytes(value: number): string {
  return value % 1_048_576 === 0 ? `${value / 1_048_576} MiB` : `${value / 1024} KiB`;
}
