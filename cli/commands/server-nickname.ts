// `server nickname`: be called otherwise in a server.
import { isFailure } from '../net/caller.ts';
import { defineCommand } from './command.ts';
import { notice } from './effect.ts';
import { reason } from './reason.ts';
import { findMember, findServer, serverPositional } from './server-lookup.ts';
import { memberRows } from './server-row.ts';
import { withoutAt } from './target.ts';

export const serverNickname = defineCommand({
  path: 'server nickname',
  slash: 'server nickname',
  needs: 'login',
  summary: 'Choose how you, or somebody below you, are called in a server.',
  details: 'Without a nickname the user name stands again. That of others takes the permission manage_nicknames.',
  example: 'devchat server nickname work Ada the First',
  positionals: {
    server: serverPositional,
    nickname: { help: 'the nickname; without it none', required: false, takes: 'rest' },
  },
  options: { of: { type: 'text', value: 'USER', help: 'whose nickname, like @grace; without it yours' }, reason },
  async run({ caller }, { server: target, nickname = '', of, reason: why = '' }) {
    const server = await findServer(caller, target);
    if (isFailure(server)) return server;
    const whoami = of === undefined ? await caller.call('auth.whoami', {}) : undefined;
    if (isFailure(whoami)) return whoami;
    const user = whoami === undefined ? await findMember(caller, server, of ?? '') : whoami.me.id;
    if (isFailure(user)) return user;
    const member = await caller.call('member.nickname', { server: server.id, user, nickname, reason: why });
    if (isFailure(member)) return member;
    const who = of === undefined ? 'You are' : `@${withoutAt(of)} is`;
    const called = member.nickname === '' ? `@${member.username}` : member.nickname;
    return { rows: memberRows([member], server), effects: [notice(`${who} called ${called} in ${server.name}.`)] };
  },
});
