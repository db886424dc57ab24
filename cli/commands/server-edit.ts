// `server edit`: change what a server is called, and whether it is listed.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { reason } from './reason.ts';
import { findServer, serverPositional } from './server-lookup.ts';
import { serverRow } from './server-row.ts';

export const serverEdit = defineCommand({
  path: 'server edit',
  slash: 'server edit',
  needs: 'login',
  summary: 'Give a server another name, icon or description, or list it.',
  details:
    'It takes the permission manage_server. A listed server stands in the directory of this host, where everybody may join it.',
  example: "devchat server edit work --description 'Where we work' --listed",
  positionals: { server: serverPositional },
  options: {
    name: { type: 'text', value: 'NAME', help: 'another name' },
    icon: { type: 'text', value: 'TEXT', help: 'a few characters that stand before the name' },
    description: { type: 'text', value: 'TEXT', help: 'what it is about' },
    listed: { type: 'flag', help: 'put it in the directory of this host' },
    unlisted: { type: 'flag', help: 'take it out of the directory' },
    reason,
  },
  async run({ caller, form }, { server: target, name, icon, description, listed, unlisted, reason: why }) {
    if (listed && unlisted) return new UsageError('Give --listed or --unlisted, not both.');
    const list = listed || unlisted ? { listed } : {};
    if ([name, icon, description].every((part) => part === undefined) && !listed && !unlisted)
      return new UsageError('There is nothing to change: give --name, --icon, --description, --listed or --unlisted.');
    const server = await findServer(caller, target);
    if (isFailure(server)) return server;
    const changed = await caller.call('server.update', {
      server: server.id,
      name,
      icon,
      description,
      reason: why ?? '',
      ...list,
    });
    if (isFailure(changed)) return changed;
    return { rows: [serverRow(form, changed)], effects: [notice(`${changed.name} is changed.`)] };
  },
});
