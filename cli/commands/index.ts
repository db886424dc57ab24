// The table of verbs, in the order of the help.
import { blockList } from './block-list.ts';
import { block } from './block.ts';
import { adminAnnounce } from './admin-announce.ts';
import { adminInviteCreate } from './admin-invite-create.ts';
import { adminInviteList } from './admin-invite-list.ts';
import { adminInviteRevoke } from './admin-invite-revoke.ts';
import { adminOwnerTransfer } from './admin-owner-transfer.ts';
import { adminPassCreate } from './admin-pass-create.ts';
import { adminPassGive } from './admin-pass-give.ts';
import { adminPassList } from './admin-pass-list.ts';
import { adminPassRevoke } from './admin-pass-revoke.ts';
import { adminPassTake } from './admin-pass-take.ts';
import { adminSettings } from './admin-settings.ts';
import { adminSettingsSet } from './admin-settings-set.ts';
import { adminStats } from './admin-stats.ts';
import { adminUserList } from './admin-user-list.ts';
import { adminUserResetPassword } from './admin-user-reset-password.ts';
import { adminUserRole } from './admin-user-role.ts';
import { adminUserShow } from './admin-user-show.ts';
import { adminUserSuspend } from './admin-user-suspend.ts';
import { adminUserUnsuspend } from './admin-user-unsuspend.ts';
import { appearanceClear } from './appearance-clear.ts';
import { appearanceSet } from './appearance-set.ts';
import { appearanceShow } from './appearance-show.ts';
import { channelCreate } from './channel-create.ts';
import { channelJoin } from './channel-join.ts';
import { channelLeave } from './channel-leave.ts';
import { channelList } from './channel-list.ts';
import { channelMembers } from './channel-members.ts';
import { channelTopic } from './channel-topic.ts';
import { categoryCreate } from './category-create.ts';
import { categoryDelete } from './category-delete.ts';
import { categoryMove } from './category-move.ts';
import { categoryRename } from './category-rename.ts';
import { channelArchive } from './channel-archive.ts';
import { channelDelete } from './channel-delete.ts';
import { channelEdit } from './channel-edit.ts';
import { channelMove } from './channel-move.ts';
import { channelUnarchive } from './channel-unarchive.ts';
import { inviteAccept } from './invite-accept.ts';
import { inviteCreate } from './invite-create.ts';
import { inviteList } from './invite-list.ts';
import { inviteRevoke } from './invite-revoke.ts';
import { inviteShow } from './invite-show.ts';
import { serverCreate } from './server-create.ts';
import { serverDelete } from './server-delete.ts';
import { serverDirectory } from './server-directory.ts';
import { serverEdit } from './server-edit.ts';
import { serverJoin } from './server-join.ts';
import { serverLeave } from './server-leave.ts';
import { serverList } from './server-list.ts';
import { serverMembers } from './server-members.ts';
import { serverNickname } from './server-nickname.ts';
import { serverShow } from './server-show.ts';
import { serverTransfer } from './server-transfer.ts';
import { auditList } from './audit-list.ts';
import { adminAuditVerify, auditVerify } from './audit-verify.ts';
import { ban } from './ban.ts';
import { banList } from './ban-list.ts';
import { kick } from './kick.ts';
import { messageDelete } from './message-delete.ts';
import { pin } from './pin.ts';
import { pins } from './pins.ts';
import { report } from './report.ts';
import { reportDismiss, reportResolve } from './report-handle.ts';
import { reportList } from './report-list.ts';
import { timeout } from './timeout.ts';
import { unban } from './unban.ts';
import { unpin } from './unpin.ts';
import { untimeout } from './untimeout.ts';
import type { Command } from './command.ts';
import { completion } from './completion.ts';
import { dm } from './dm.ts';
import { friendAccept } from './friend-accept.ts';
import { friendAdd } from './friend-add.ts';
import { friendCancel } from './friend-cancel.ts';
import { friendDecline } from './friend-decline.ts';
import { friendDismiss } from './friend-dismiss.ts';
import { friendList } from './friend-list.ts';
import { friendRemove } from './friend-remove.ts';
import { friendSuggest } from './friend-suggest.ts';
import { emojiAdd } from './emoji-add.ts';
import { emojiList } from './emoji-list.ts';
import { emojiRemove } from './emoji-remove.ts';
import { help } from './help.ts';
import { info } from './info.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { privacy } from './privacy.ts';
import { overrideList } from './override-list.ts';
import { overrideClear, overrideSet } from './override-set.ts';
import { permissionExplain } from './permission-explain.ts';
import { permissionList } from './permission-list.ts';
import { roleCreate } from './role-create.ts';
import { roleDelete } from './role-delete.ts';
import { roleEdit } from './role-edit.ts';
import { roleGive, roleTake } from './role-give.ts';
import { roleList } from './role-list.ts';
import { roleMembers } from './role-members.ts';
import { roleMove } from './role-move.ts';
import { passRedeem } from './pass-redeem.ts';
import { passShow } from './pass-show.ts';
import { profileEdit } from './profile-edit.ts';
import { profilePicture } from './profile-picture.ts';
import { profileShow } from './profile-show.ts';
import { lookCommands } from './looks.ts';
import { quit } from './quit.ts';
import { reset } from './reset.ts';
import { send } from './send.ts';
import { signup } from './signup.ts';
import { status } from './status.ts';
import { tail } from './tail.ts';
import { tokenCreate } from './token-create.ts';
import { tokenList } from './token-list.ts';
import { tokenRevoke } from './token-revoke.ts';
import { unblock } from './unblock.ts';
import { whoami } from './whoami.ts';

export const commands: readonly Command[] = [
  send,
  tail,
  channelCreate,
  channelList,
  channelJoin,
  channelLeave,
  channelMembers,
  channelTopic,
  channelEdit,
  channelMove,
  channelArchive,
  channelUnarchive,
  channelDelete,
  serverCreate,
  serverList,
  serverShow,
  serverEdit,
  serverMembers,
  serverNickname,
  serverDirectory,
  serverJoin,
  serverLeave,
  serverTransfer,
  serverDelete,
  categoryCreate,
  categoryRename,
  categoryMove,
  categoryDelete,
  inviteCreate,
  inviteList,
  inviteShow,
  inviteAccept,
  inviteRevoke,
  roleList,
  roleCreate,
  roleEdit,
  roleMove,
  roleDelete,
  roleGive,
  roleTake,
  roleMembers,
  overrideList,
  overrideSet,
  overrideClear,
  permissionExplain,
  permissionList,
  dm,
  pins,
  pin,
  unpin,
  messageDelete,
  kick,
  ban,
  banList,
  unban,
  timeout,
  untimeout,
  report,
  reportList,
  reportResolve,
  reportDismiss,
  auditList,
  auditVerify,
  adminAuditVerify,
  friendList,
  friendAdd,
  friendAccept,
  friendDecline,
  friendCancel,
  friendRemove,
  friendSuggest,
  friendDismiss,
  // Before `block USER`: its second word is no user.
  blockList,
  block,
  unblock,
  privacy,
  status,
  profileShow,
  profileEdit,
  profilePicture,
  appearanceShow,
  appearanceSet,
  appearanceClear,
  emojiList,
  emojiAdd,
  emojiRemove,
  signup,
  login,
  reset,
  logout,
  whoami,
  tokenCreate,
  tokenList,
  tokenRevoke,
  passShow,
  passRedeem,
  adminUserList,
  adminUserShow,
  adminUserSuspend,
  adminUserUnsuspend,
  adminUserRole,
  adminUserResetPassword,
  adminOwnerTransfer,
  adminSettings,
  adminSettingsSet,
  adminAnnounce,
  adminStats,
  adminInviteCreate,
  adminInviteList,
  adminInviteRevoke,
  adminPassCreate,
  adminPassList,
  adminPassRevoke,
  adminPassGive,
  adminPassTake,
  ...lookCommands,
  info,
  completion(() => commands),
  help,
  quit,
];
