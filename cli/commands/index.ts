// The table of verbs, in the order of the help.
import { blockList } from './block-list.ts';
import { block } from './block.ts';
import { channelCreate } from './channel-create.ts';
import { channelJoin } from './channel-join.ts';
import { channelLeave } from './channel-leave.ts';
import { channelList } from './channel-list.ts';
import { channelMembers } from './channel-members.ts';
import { channelTopic } from './channel-topic.ts';
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
import { quit } from './quit.ts';
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
  dm,
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
