// The table of panels, in the order of the help.
import type { Panel } from '../model/panel.ts';
import { audit } from './audit.ts';
import { bans } from './bans.ts';
import { logins } from './logins.ts';
import { look } from './look.ts';
import { members } from './members.ts';
import { pins } from './pins.ts';
import { reports } from './reports.ts';
import { rooms } from './rooms.ts';
import { themes } from './themes.ts';

export const panels: readonly Panel[] = [rooms, members, pins, bans, reports, audit, logins, look, themes];
