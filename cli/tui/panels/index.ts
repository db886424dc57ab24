// The table of panels, in the order of the help.
import type { Panel } from '../model/panel.ts';
import { audit } from './audit.ts';
import { bans } from './bans.ts';
import { blocked } from './blocked.ts';
import { friends } from './friends.ts';
import { invites } from './invites.ts';
import { adminInvites } from './admin-invites.ts';
import { adminPasses } from './admin-passes.ts';
import { adminSettings } from './admin-settings.ts';
import { adminStats } from './admin-stats.ts';
import { adminUsers } from './admin-users.ts';
import { logins } from './logins.ts';
import { look } from './look.ts';
import { members } from './members.ts';
import { people } from './people.ts';
import { pins } from './pins.ts';
import { reports } from './reports.ts';
import { roleMembers, rolePermissions, roles } from './roles.ts';
import { rooms } from './rooms.ts';
import { servers } from './servers.ts';
import { suggestions } from './suggestions.ts';
import { themes } from './themes.ts';

export const panels: readonly Panel[] = [
  rooms,
  members,
  pins,
  servers,
  people,
  invites,
  roles,
  rolePermissions,
  roleMembers,
  friends,
  suggestions,
  blocked,
  bans,
  reports,
  audit,
  logins,
  look,
  themes,
  adminUsers,
  adminSettings,
  adminInvites,
  adminPasses,
  adminStats,
];
