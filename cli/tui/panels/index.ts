// The table of panels, in the order of the help.
import type { Panel } from '../model/panel.ts';
import { invites } from './invites.ts';
import { logins } from './logins.ts';
import { members } from './members.ts';
import { people } from './people.ts';
import { audit } from './audit.ts';
import { bans } from './bans.ts';
import { pins } from './pins.ts';
import { reports } from './reports.ts';
import { rooms } from './rooms.ts';
import { servers } from './servers.ts';

export const panels: readonly Panel[] = [rooms, members, pins, bans, reports, audit, logins, servers, people, invites];
