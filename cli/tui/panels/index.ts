// The table of panels, in the order of the help.
import type { Panel } from '../model/panel.ts';
import { logins } from './logins.ts';
import { look } from './look.ts';
import { members } from './members.ts';
import { rooms } from './rooms.ts';
import { themes } from './themes.ts';

export const panels: readonly Panel[] = [rooms, members, logins, look, themes];
