// `override list`: what a channel changes for roles and members.
import type { JoinedServer } from '../../common/places.ts';
import type { Override } from '../../common/roles.ts';
import { isFailure } from '../net/caller.ts';
import { columns } from './columns.ts';
import { defineCommand, type Row } from './command.ts';
import { channelPositional, findChannel } from './override-lookup.ts';
import { permissionsText } from './permission-words.ts';
import { ifEmpty } from './effect.ts';
import { said } from './said.ts';

export const overrideList = defineCommand({
  path: 'override list',
  slash: 'override list',
  needs: 'login',
  summary: 'List what a channel allows and denies roles and members.',
  details: 'It takes the permission manage_roles.',
  example: "devchat override list 'work/#general'",
  positionals: { channel: channelPositional },
  options: {},
  async run({ caller, form }, { channel: target }) {
    const found = await findChannel(caller, target);
    if (isFailure(found)) return found;
    const answer = await caller.call('override.list', { channel: found.channel });
    if (isFailure(answer)) return answer;
    const rows = overrideRows(found.server, answer.overrides);
    const next = `${said({ form }, 'override set')} makes one`;
    return { rows, effects: ifEmpty(rows, `The channel has no rule of its own; ${next}.`) };
  },
});

export function overrideRows({ roles }: JoinedServer, overrides: readonly Override[]): Row[] {
  const who = overrides.map(({ role, user }) =>
    user === null ? (roles.find(({ id }) => id === role)?.name ?? '') : `@${user.username}`,
  );
  const texts = columns(
    overrides.map(({ allow, deny }, index) => [
      who[index] ?? '',
      allow.length === 0 ? '' : `allows ${permissionsText(allow)}`,
      deny.length === 0 ? '' : `denies ${permissionsText(deny)}`,
    ]),
  );
  return overrides.map((override, index) => ({
    lines: [texts[index] ?? ''],
    json: { ...override, name: who[index] ?? '' },
  }));
}
