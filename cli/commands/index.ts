// The table of verbs, in the order of the help.
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
