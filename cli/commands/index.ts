// The table of verbs, in the order of the help.
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
import { help } from './help.ts';
import { info } from './info.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { lookCommands } from './looks.ts';
import { quit } from './quit.ts';
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
  status,
  signup,
  login,
  logout,
  whoami,
  tokenCreate,
  tokenList,
  tokenRevoke,
  ...lookCommands,
  info,
  completion(() => commands),
  help,
  quit,
];
