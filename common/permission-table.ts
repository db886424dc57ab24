// What one may do in a server and its channels: each permission by name.

/** A permission's bit is its place in this list: append only. `inChannel`: overrides of a channel can change it there. */
export const permissionTable = {
  view: { inChannel: true, meaning: 'see channels and read them' },
  send: { inChannel: true, meaning: 'write messages' },
  attach_files: { inChannel: true, meaning: 'attach files to messages' },
  add_reactions: { inChannel: true, meaning: 'add reactions to messages' },
  mention_everyone: { inChannel: true, meaning: 'notify everybody, and roles that cannot be mentioned otherwise' },
  manage_messages: {
    inChannel: true,
    meaning: 'delete and pin messages of others; slow mode does not hold them up',
  },
  connect: { inChannel: true, meaning: 'join voice channels' },
  speak: { inChannel: true, meaning: 'be heard in voice channels' },
  mute_members: { inChannel: true, meaning: 'mute others in voice channels' },
  invite: { inChannel: false, meaning: 'make invites' },
  change_nickname: { inChannel: false, meaning: 'choose one’s own nickname' },
  manage_nicknames: { inChannel: false, meaning: 'change the nicknames of others' },
  kick: { inChannel: false, meaning: 'remove members, who may come back' },
  ban: { inChannel: false, meaning: 'remove members and keep them out' },
  time_out: { inChannel: false, meaning: 'silence members for a time' },
  manage_channels: { inChannel: false, meaning: 'create, change, order and delete channels and categories' },
  manage_roles: { inChannel: false, meaning: 'create, change, give and take roles below one’s own, and overrides' },
  manage_server: { inChannel: false, meaning: 'change the server’s name, icon, description and listing; all invites' },
  view_audit_log: { inChannel: false, meaning: 'read the audit log' },
  administrator: { inChannel: false, meaning: 'everything, in every channel, whatever overrides say' },
} as const satisfies Record<string, { inChannel: boolean; meaning: string }>;

export type PermissionName = keyof typeof permissionTable;
export const permissionNames = Object.keys(permissionTable) as [PermissionName, ...PermissionName[]];
