// The table request -> handler; the compiler refuses a missing one.
import type { RequestName, requests } from '../../common/requests.ts';
import * as accounts from './accounts.ts';
import * as administration from './administration.ts';
import * as appearance from './appearance.ts';
import * as channels from './channels.ts';
import type { Handler, OpenHandler } from './context.ts';
import * as friends from './friends.ts';
import * as host from './host.ts';
import * as hostSettings from './host-settings.ts';
import * as markers from './markers.ts';
import * as audit from './audit.ts';
import * as messages from './messages.ts';
import * as privacy from './privacy.ts';
import * as overrides from './overrides.ts';
import * as roles from './roles.ts';
import * as passes from './passes.ts';
import * as categories from './categories.ts';
import * as invites from './invites.ts';
import * as pictures from './pictures.ts';
import * as profiles from './profiles.ts';
import * as serverMembers from './server-members.ts';
import * as moderation from './moderation.ts';
import * as pins from './pins.ts';
import * as reports from './reports.ts';
import * as servers from './servers.ts';
import * as suggestions from './suggestions.ts';
import * as targets from './targets.ts';
import * as tokens from './tokens.ts';

export type OpenName = { [N in RequestName]: (typeof requests)[N]['access'] extends 'anyone' ? N : never }[RequestName];
export type UserName = Exclude<RequestName, OpenName>;

export const openHandlers: { readonly [N in OpenName]: OpenHandler<N> } = {
  'host.info': host.info,
  'auth.signup': accounts.signup,
  'auth.login': accounts.login,
  'auth.reset': accounts.reset,
};

export const userHandlers: { readonly [N in UserName]: Handler<N> } = {
  'auth.logout': accounts.logout,
  'auth.whoami': accounts.whoami,
  'token.create': tokens.create,
  'token.list': tokens.list,
  'token.revoke': tokens.revoke,
  'state.get': host.state,
  'status.set': accounts.setOwnStatus,
  'channel.create': channels.create,
  'channel.update': channels.update,
  'channel.delete': channels.remove,
  'channel.list': channels.list,
  'channel.resolve': targets.resolve,
  'channel.join': channels.join,
  'channel.leave': channels.leave,
  'channel.members': channels.members,
  'channel.read': markers.read,
  'channel.typing': markers.typing,
  'channel.changes': messages.changes,
  'dm.open': targets.open,
  'friend.list': friends.list,
  'friend.request': friends.request,
  'friend.accept': friends.accept,
  'friend.decline': friends.decline,
  'friend.cancel': friends.cancel,
  'friend.remove': friends.remove,
  'user.block': friends.block,
  'user.unblock': friends.unblock,
  'privacy.get': privacy.get,
  'privacy.set': privacy.set,
  'friend.suggest': suggestions.suggest,
  'suggestion.dismiss': suggestions.dismiss,
  'server.create': servers.create,
  'server.get': servers.get,
  'role.create': roles.create,
  'role.update': roles.update,
  'role.move': roles.move,
  'role.delete': roles.remove,
  'role.give': roles.give,
  'role.take': roles.take,
  'role.members': roles.members,
  'override.set': overrides.set,
  'override.clear': overrides.clear,
  'override.list': overrides.list,
  'permission.explain': overrides.explain,
  'server.resolve': servers.resolve,
  'server.update': servers.update,
  'server.leave': serverMembers.leave,
  'server.transfer': servers.transfer,
  'server.delete': servers.remove,
  'server.directory': servers.directory,
  'server.join': serverMembers.join,
  'server.members': serverMembers.members,
  'member.nickname': serverMembers.nickname,
  'category.create': categories.create,
  'category.update': categories.update,
  'category.delete': categories.remove,
  'invite.create': invites.create,
  'invite.list': invites.list,
  'invite.revoke': invites.revoke,
  'invite.show': invites.show,
  'invite.accept': invites.accept,
  'message.send': messages.send,
  'message.edit': messages.edit,
  'message.delete': messages.remove,
  'message.history': messages.history,
  'message.pin': pins.pin,
  'message.unpin': pins.unpin,
  'message.pins': pins.list,
  'member.kick': moderation.kick,
  'member.ban': moderation.ban,
  'member.unban': moderation.unban,
  'member.time_out': moderation.timeOut,
  'member.end_time_out': moderation.endTimeOut,
  'ban.list': moderation.bans,
  'report.create': reports.create,
  'report.list': reports.list,
  'report.handle': reports.handle,
  'audit.list': audit.list,
  'audit.verify': audit.verify,
  'admin.users': administration.users,
  'admin.user.get': administration.get,
  'admin.user.suspend': administration.suspend,
  'admin.user.unsuspend': administration.unsuspend,
  'admin.user.reset_password': administration.resetPassword,
  'admin.role.set': administration.setRole,
  'admin.owner.transfer': administration.transfer,
  'admin.settings.get': hostSettings.show,
  'admin.settings.set': hostSettings.set,
  'admin.announce': hostSettings.announceText,
  'admin.statistics': hostSettings.statistics,
  'admin.invite.create': hostSettings.createInvite,
  'admin.invite.list': hostSettings.listInvites,
  'admin.invite.revoke': hostSettings.revokeInvite,
  'pass.show': passes.show,
  'pass.redeem': passes.redeem,
  'admin.pass.create': passes.create,
  'admin.pass.list': passes.list,
  'admin.pass.revoke': passes.revoke,
  'admin.pass.give': passes.give,
  'admin.pass.take': passes.take,
  'profile.get': profiles.get,
  'profile.name_tags': profiles.nameTags,
  'profile.set': profiles.set,
  'picture.set': pictures.set,
  'picture.remove': pictures.remove,
  'appearance.get': appearance.get,
  'appearance.set': appearance.set,
  'appearance.clear': appearance.clear,
  'emoji.list': appearance.emojiList,
  'emoji.add': appearance.emojiAdd,
  'emoji.remove': appearance.emojiRemove,
};
