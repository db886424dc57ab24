// The table of panels, in the order of the help.
import type { Panel } from '../model/panel.ts';
import { adminInvites } from './admin-invites.ts';
import { adminPasses } from './admin-passes.ts';
import { adminSettings } from './admin-settings.ts';
import { adminStats } from './admin-stats.ts';
import { adminUsers } from './admin-users.ts';
import { logins } from './logins.ts';
import { members } from './members.ts';
import { rooms } from './rooms.ts';

export const panels: readonly Panel[] = [
  rooms,
  members,
  logins,
  adminUsers,
  adminSettings,
  adminInvites,
  adminPasses,
  adminStats,
];
