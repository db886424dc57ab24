// The table of verbs, in the order of the help.
import { blockList } from './block-list.ts';
import { block } from './block.ts';
import { channelCreate } from './channel-create.ts';
import { channelJoin } from './channel-join.ts';
import { channelLeave } from './channel-leave.ts';
import { channelList } from './channel-list.ts';
import { channelMembers } from './channel-members.ts';
import { channelTopic } from './channel-topic.ts';
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
import { help } from './help.ts';
import { info } from './info.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { privacy } from './privacy.ts';
import { overrideList } from './override-list.ts';
import { overrideClear, overrideSet } from './override-set.ts';
import { permissionExplain } from './permission-explain.ts';
import { permissionList } from './permission-list.ts';
import { quit } from './quit.ts';
import { roleCreate } from './role-create.ts';
import { roleDelete } from './role-delete.ts';
import { roleEdit } from './role-edit.ts';
import { roleGive, roleTake } from './role-give.ts';
import { roleList } from './role-list.ts';
import { roleMembers } from './role-members.ts';
import { roleMove } from './role-move.ts';
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
  signup,
  login,
  logout,
  whoami,
  tokenCreate,
  tokenList,
  tokenRevoke,
  info,
  completion(() => commands),
  help,
  quit,
];
