// `override set` and `override clear`: what a channel changes for a role or a member.
import { isFailure } from '../net/caller.ts';
import { defineCommand, UsageError } from './command.ts';
import { notice } from './effect.ts';
import { overrideRows } from './override-list.ts';
import { channelPositional, findChannel, findWho, whoPositional } from './override-lookup.ts';
import { allowOption, denyOption, readChannelPermissions } from './permission-words.ts';
import { reasonOption } from './role-lookup.ts';

const positionals = { channel: channelPositional, who: whoPositional } as const;

export const overrideSet = defineCommand({
  path: 'override set',
  slash: 'override set',
  needs: 'login',
  summary: 'Say what a channel allows and denies a role or a member, whatever the server says.',
  details:
    'It replaces what the channel said of them before. You can allow, deny and lift what you may do there yourself, for roles and members below you.',
  example: "devchat override set 'work/#news' everyone --allow view --deny send",
  positionals,
  options: { allow: allowOption, deny: denyOption, reason: reasonOption },
  async run({ caller }, { channel: target, who: word, allow, deny, reason = '' }) {
    const [more, less] = [readChannelPermissions(allow), readChannelPermissions(deny)];
    if (more instanceof UsageError) return more;
    if (less instanceof UsageError) return less;
    if (more.length + less.length === 0)
      return new UsageError('Say what to change: --allow or --deny; `devchat override clear` takes all away.');
    const found = await findChannel(caller, target);
    if (isFailure(found)) return found;
    const who = await findWho(caller, found.server, word);
    if (isFailure(who)) return who;
    const set = await caller.call('override.set', { channel: found.channel, ...who, allow: more, deny: less, reason });
    if (isFailure(set)) return set;
    return {
      rows: overrideRows(found.server, [set]),
      effects: [notice(`The channel has its own rule for ${word} now.`)],
    };
  },
});

export const overrideClear = defineCommand({
  path: 'override clear',
  slash: 'override clear',
  needs: 'login',
  summary: 'Take away what a channel changes for a role or a member.',
  example: "devchat override clear 'work/#news' everyone",
  positionals,
  options: { reason: reasonOption },
  async run({ caller }, { channel: target, who: word, reason = '' }) {
    const found = await findChannel(caller, target);
    if (isFailure(found)) return found;
    const who = await findWho(caller, found.server, word);
    if (isFailure(who)) return who;
    const cleared = await caller.call('override.clear', { channel: found.channel, ...who, reason });
    if (isFailure(cleared)) return cleared;
    return { rows: [], effects: [notice(`The channel has no rule of its own for ${word} any more.`)] };
  },
});
