// Every limit of devchat: its name, its unit (the end of the name), its default and what it protects.

/**
 * Limits that both sides know because they are part of the protocol. They are changed here, for clients and servers alike.
 */
export const protocolLimits = {
  usernameMinChars: 2,
  usernameMaxChars: 32,
  emailMaxChars: 254,
  passwordMinBytes: 8,
  /** bcrypt reads 72 bytes and ignores the rest, so a longer password is refused instead of cut. */
  passwordMaxBytes: 72,
  tokenNameMaxChars: 64,
  tokenLifetimeMaxDays: 3650,
  channelNameMaxChars: 40,
  topicMaxChars: 200,
  serverNameMaxChars: 60,
  roleNameMaxChars: 40,
  serverIconMaxChars: 8,
  serverDescriptionMaxChars: 300,
  categoryNameMaxChars: 40,
  nicknameMaxChars: 32,
  inviteLifetimeMaxS: 31_536_000,
  inviteUsesMax: 10_000,
  slowModeMaxS: 21_600,
  reasonMaxChars: 400,
  statusTextMaxChars: 80,
  banMaxDays: 3650,
  /** Of somebody who is banned, at most the messages of a week go with them. */
  banDeleteMaxHours: 168,
  timeOutMaxDays: 28,
  pinsPerChannel: 50,
  pageMaxBans: 100,
  pageMaxReports: 50,
  pageMaxAudit: 100,
  hostNameMaxChars: 60,
  announcementMaxChars: 300,
  passDaysMax: 3650,
  passCodesMaxPerRequest: 1000,
  passNoteMaxChars: 80,
  pageMaxUsers: 100,
  pageMaxInvites: 100,
  pageMaxPassCodes: 100,
  /** Thirty days. */
  statusLastsMaxHours: 720,
  displayNameMaxChars: 32,
  pronounsMaxChars: 32,
  bioMaxChars: 500,
  bioMaxLines: 12,
  timeZoneMaxChars: 64,
  linksMaxPerProfile: 5,
  linkMaxChars: 200,
  pictureMaxBytes: 1_048_576,
  /** Read from the header before anything is decoded: a photograph of 24 million pixels passes, a bomb does not. */
  pictureMaxPixels: 25_000_000,
  badgeMaxColumns: 2,
  bannerMaxLines: 8,
  bannerMaxColumns: 60,
  statusFramesMin: 2,
  statusFramesMax: 8,
  emojiNameMaxChars: 32,
  emojiMaxColumns: 8,
  emojiMaxPerMessage: 20,
  nameTagsMaxPerRequest: 100,
  messageMaxBytes: 16_384,
  mentionsMaxPerMessage: 50,
  /** `@everyone`, `@here` and roles call all of those meant, or nobody. */
  calledMaxPerMessage: 500,
  pageMaxMessages: 100,
  pageMaxMembers: 200,
  pageMaxChannels: 100,
  pageMaxRelations: 200,
  suggestionsMax: 20,
  pageMaxServers: 100,
  /** Further behind than this, `channel.changes` answers `gap` and the client starts from the newest page. */
  replayMaxChanges: 5000,
  /** Unread and mention counts stop here; a screen shows "999+". */
  unreadMaxCount: 1000,
  /** Room for a message of control characters only, each of which JSON writes in six bytes, and the frame around it. */
  frameMaxBytes: 131_072,
  /** A message of the socket in more fragments closes it: each keeps all that was read with it in memory, 64 KiB at the most. */
  fragmentsMaxPerMessage: 16,
  /** A page of messages ends early where it would be longer, in UTF-8 bytes of content. */
  pageMaxBytes: 262_144,
  /** A shown "is typing" ends after this time without another notice. */
  typingShownMs: 6000,
} as const;

/** The side of the small picture that terminals draw; what a screen needs for 16 by 8 cells, twice. */
export const pixelsSidePx = 32;
/** Limits of what the client keeps on its machine. */
export const clientLimits = {
  /** Longer ones leave no room for what was said. */
  lineFormatMaxChars: 60,
  /** `look.json`, and a file of a theme: what is larger is none. */
  lookFileMaxBytes: 65_536,
  looksSavedMax: 50,
  /** More themes of one's own are not read. */
  themesMax: 100,
} as const;

interface HostLimit {
  readonly default: number;
  readonly why: string;
  /** An administrator may set it while the host runs: it is looked at each time, and no value of it takes the host down. */
  readonly changeable?: true;
}

/**
 * Limits that the operator of a host may change, by the environment variable `DEVCHAT_LIMIT_<NAME>` (the name in
 * capitals with underscores, so `sendsPerUserPerMinute` is `DEVCHAT_LIMIT_SENDS_PER_USER_PER_MINUTE`).
 */
export const hostLimits = {
  authAttemptsPerAddressPerMinute: {
    default: 30,
    changeable: true,
    why: 'sign-ups and logins from one address (IPv6: one /64)',
  },
  authFailuresPerAccountPerHour: {
    default: 500,
    changeable: true,
    why: 'wrong passwords for one user name, from anywhere',
  },
  authFailuresPerAccountAndAddressPerHour: {
    default: 30,
    changeable: true,
    why: 'wrong passwords for one user name from one address',
  },
  badTokensPerAddressPerMinute: {
    default: 120,
    changeable: true,
    why: 'tokens from one address that are no login; further ones are not looked up',
  },
  sendsPerUserPerMinute: {
    default: 600,
    changeable: true,
    why: 'messages, edits and deletions of one user; one minute’s worth may come at once',
  },
  writesPerUserPerMinute: {
    default: 120,
    changeable: true,
    why: 'other changes of one user: channels, tokens, status',
  },
  readsPerUserPerMinute: { default: 6000, changeable: true, why: 'pages, lists and read markers of one user' },
  statesPerUserPerMinute: {
    default: 60,
    changeable: true,
    why: 'whole states of one user over HTTP or asked for again, and suggestions: each reads far more than a page',
  },
  codeFailuresPerUserPerHour: { default: 30, changeable: true, why: 'wrong codes of the pass that one user tries' },
  passwordQueue: { default: 64, why: 'passwords waiting for a worker; further ones are asked to retry' },
  passwordWorkers: { default: 1, why: 'threads that compute bcrypt, each about ten passwords a second' },
  preAuthSockets: { default: 512, why: 'sockets that have not identified yet, on one node' },
  preAuthSocketsPerAddress: { default: 64, why: 'sockets from one address that have not identified yet' },
  identifyWithinMs: { default: 10_000, why: 'time for a socket to identify' },
  socketsPerUser: { default: 32, changeable: true, why: 'live sockets of one user on one node' },
  framesPerSocketPerSecond: {
    default: 100,
    why: 'frames of one socket; five seconds’ worth may come at once, then its reading pauses',
  },
  bytesBeforeIdentify: { default: 4096, why: 'bytes of a socket that has not identified; one more cuts it' },
  framesBeforeIdentify: { default: 8, why: 'frames of a socket that has not identified; a further one closes it' },
  requestsInFlightPerSocket: { default: 64, why: 'unanswered requests of one socket; reading pauses beyond it' },
  requestsAtOncePerUser: {
    default: 8,
    why: 'requests of one user, sends aside, that one node works on at the same time; further ones wait their turn',
  },
  socketQueueBytes: { default: 1_048_576, why: 'bytes waiting for one reader; beyond it the socket is closed as slow' },
  heartbeatMs: { default: 30_000, why: 'time between two heartbeats; a socket silent for two is closed' },
  startsAtOnce: {
    default: 16,
    why: 'sockets whose state is read at the same time, on one node; further ones wait their turn',
  },
  comeBackPerSecond: {
    default: 500,
    why: 'clients that a stopping node tells to come back within one second; the more there are, the longer it spreads them',
  },
  noticeCheckMs: {
    default: 300,
    why: 'time between two looks into the database for memberships and logins that ended on another node',
  },
  positionCheckMs: {
    default: 5000,
    why: 'time between two looks into the database for changes that the bus lost without a later one to show it',
  },
  changeWaitMs: {
    default: 50,
    why: 'time that a change may be on its way after a later one was heard; then it is read from the database',
  },
  nodeLeaseMs: {
    default: 15_000,
    why: 'time after which a node that fell silent is gone, with everybody connected to it',
  },
  presenceTellMs: { default: 100, why: 'time over which arrivals and departures are gathered and told together' },
  presenceGraceMs: { default: 5000, why: 'time before somebody whose last socket closed is shown offline' },
  roomsPerUser: { default: 100, changeable: true, why: 'rooms that one user may create' },
  channelsPerUser: {
    default: 1000,
    changeable: true,
    why: 'rooms that one user may be in; DMs do not count, others open them',
  },
  serversPerUser: { default: 20, changeable: true, why: 'servers that one user may own' },
  invitesPerHost: { default: 1000, changeable: true, why: 'invitations to this host that can still be used' },
  serversJoinedPerUser: { default: 200, changeable: true, why: 'servers that one user may be in' },
  membersPerServer: { default: 5000, changeable: true, why: 'members of one server' },
  channelsPerServer: { default: 200, changeable: true, why: 'channels of one server' },
  seatsPerUser: {
    default: 2000,
    changeable: true,
    why: 'channels of servers that one user may be in: all of them are in the state that a client begins with',
  },
  categoriesPerServer: { default: 50, changeable: true, why: 'categories of one server' },
  invitesPerServer: { default: 200, changeable: true, why: 'invites of one server that still work' },
  friendsPerUser: { default: 1000, changeable: true, why: 'friends of one user' },
  friendRequestsPerUser: { default: 100, changeable: true, why: 'requests of one user that nobody has answered yet' },
  friendRequestsToUser: { default: 1000, changeable: true, why: 'requests that wait for the answer of one user' },
  friendRequestsPerUserPerDay: {
    default: 50,
    changeable: true,
    why: 'people whom one user may ask for friendship in 24 hours',
  },
  friendRequestsPerPersonPerWeek: {
    default: 3,
    why: 'times that one user may ask the same person for friendship in seven days',
  },
  blocksPerUser: { default: 1000, changeable: true, why: 'people whom one user may block' },
  dismissedPerUser: { default: 1000, changeable: true, why: 'suggestions that one user may have dismissed' },
  suggestionFriendsRead: {
    default: 200,
    why: 'friends of one user through whom suggestions are looked for, the newest',
  },
  suggestionFriendsOfFriendRead: {
    default: 200,
    why: 'friends of each of them that are read; beyond it somebody counts as having so many',
  },
  suggestionPlacesRead: {
    default: 50,
    why: 'servers, rooms and channels of one user in which suggestions are looked for, of each the newest',
  },
  suggestionPlaceMembersMax: {
    default: 200,
    why: 'members of a server or room that says something about who knows whom; a larger one counts for nothing',
  },
  suggestionMentionsRead: {
    default: 100,
    changeable: true,
    why: 'mentions of a channel that are read for suggestions, the newest',
  },
  rolesPerServer: { default: 100, changeable: true, why: 'roles of one server, the default one included' },
  rolesPerMember: { default: 50, changeable: true, why: 'roles of one member of a server' },
  overridesPerChannel: { default: 100, changeable: true, why: 'roles and members for whom one channel has overrides' },
  emojiPerUser: { default: 50, changeable: true, why: 'custom emoji of one user' },
  pictureQueue: { default: 16, why: 'pictures waiting to be read; further ones are asked to retry' },
  picturesAtOncePerUser: { default: 1, why: 'pictures of one user that are read, or wait for it, on one node' },
  pictureReadMs: { default: 10_000, why: 'time to read one picture; then its reader is killed' },
  expiryCheckMs: {
    default: 2000,
    why: 'time between two looks for statuses and passes that ended, to tell who sees it',
  },
  badInvitesPerUserPerHour: {
    default: 30,
    changeable: true,
    why: 'invite codes of one user that lead nowhere; further ones are not looked up',
  },
  tokensPerUser: { default: 100, changeable: true, why: 'login tokens that one user may hold' },
  reportsOpenPerUser: { default: 20, changeable: true, why: 'reports of one user that nobody has handled yet' },
  batchMaxMessages: { default: 128, why: 'messages written in one commit' },
  writeQueueMessages: {
    default: 20_000,
    why: 'sends waiting for a commit on one node; further ones are asked to retry',
  },
  stopWithinMs: { default: 10_000, why: 'time for a graceful stop to finish writes' },
} as const satisfies Record<string, HostLimit>;

export type HostLimitName = keyof typeof hostLimits;
export type HostLimits = Readonly<Record<HostLimitName, number>>;

export function isHostLimit(name: string): name is HostLimitName {
  return Object.hasOwn(hostLimits, name);
}

/** Whether it can be set while the host runs. */
export function isChangeable(name: HostLimitName): boolean {
  return 'changeable' in hostLimits[name];
}

/** The environment variable that changes a host limit. */
export function hostLimitVariable(name: string): string {
  return `DEVCHAT_LIMIT_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** The limits as their defaults say, with `changes` put over them. */
export function hostLimitsWith(changes: Partial<HostLimits> = {}): HostLimits {
  const defaults = Object.fromEntries(Object.entries(hostLimits).map(([name, limit]) => [name, limit.default]));
  return { ...defaults, ...changes } as HostLimits;
}
