// The table of verbs, in the order of the help.
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
import { channelCreate } from './channel-create.ts';
import { channelJoin } from './channel-join.ts';
import { channelLeave } from './channel-leave.ts';
import { channelList } from './channel-list.ts';
import { channelMembers } from './channel-members.ts';
import { channelTopic } from './channel-topic.ts';
import type { Command } from './command.ts';
import { completion } from './completion.ts';
import { dm } from './dm.ts';
import { help } from './help.ts';
import { info } from './info.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { passRedeem } from './pass-redeem.ts';
import { passShow } from './pass-show.ts';
import { quit } from './quit.ts';
import { reset } from './reset.ts';
import { send } from './send.ts';
import { signup } from './signup.ts';
import { status } from './status.ts';
import { tail } from './tail.ts';
import { tokenCreate } from './token-create.ts';
import { tokenList } from './token-list.ts';
import { tokenRevoke } from './token-revoke.ts';
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
  dm,
  status,
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
  info,
  completion(() => commands),
  help,
  quit,
];
