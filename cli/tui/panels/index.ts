// The table of panels, in the order of the help.
import type { Panel } from '../model/panel.ts';
import { audit } from './audit.ts';
import { bans } from './bans.ts';
import { blocked } from './blocked.ts';
import { friends } from './friends.ts';
import { logins } from './logins.ts';
import { members } from './members.ts';
import { pins } from './pins.ts';
import { reports } from './reports.ts';
import { roleMembers, rolePermissions, roles } from './roles.ts';
import { rooms } from './rooms.ts';
import { suggestions } from './suggestions.ts';

export const panels: readonly Panel[] = [
  rooms,
  members,
  roles,
  rolePermissions,
  roleMembers,
  friends,
  suggestions,
  blocked,
  pins,
  bans,
  reports,
  audit,
  logins,
];
