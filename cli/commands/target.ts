// How a person names a channel or somebody in a command.
import { Refusal } from '../../common/errors.ts';
import type { ChannelId } from '../../common/ids.ts';
import type { Channel, JoinedChannel } from '../../common/model.ts';
import { isUuid } from '../../common/uuid.ts';
import type { Failure } from '../net/caller.ts';

export const channelPositional = {
  help: 'a channel, like #general or server/#general',
  required: true,
  otherwise: 'here',
  completes: 'channel',
} as const;

/** For commands about rooms, where the # may be left out (a shell eats it when it is not quoted). */
export function roomTarget(word: string): string {
  return isId(word) || /^[#@]|\//.test(word) ? word : `#${word}`;
}

/** In a shell: a name without its mark may be a room or somebody, so what was refused is offered as both. */
export function withMarks(failure: Failure, target: string): Failure {
  if (!(failure instanceof Refusal) || failure.code !== 'bad_request' || !/^[^#@/\s]{1,40}$/u.test(target))
    return failure;
  return new Refusal(failure.code, `${failure.message} Did you mean '#${target}' or '@${target}'?`);
}

export function isId(word: string): word is ChannelId {
  return isUuid(word);
}

export function withoutAt(word: string): string {
  return word.replace(/^@/, '');
}

/** The channel as a person would name it. */
export function channelTitle(channel: Channel | JoinedChannel): string {
  if ('peer' in channel && channel.peer !== null) return `@${channel.peer.username}`;
  return `#${channel.name}`;
}
