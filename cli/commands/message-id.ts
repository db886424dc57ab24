// A message as a person names it: by its id, which `--json` of `tail` and `pins` shows.
import type { MessageId } from '../../common/ids.ts';
import { isUuid } from '../../common/uuid.ts';
import { UsageError, type Positional } from './command.ts';

export const messagePositional = {
  help: 'the id of a message, as `devchat tail --json` shows it',
  required: true,
} as const satisfies Positional;

export function messageIdOf(word: string): MessageId | UsageError {
  return isUuid<MessageId>(word)
    ? word
    : new UsageError(`"${word}" is not the id of a message; \`devchat tail TARGET --json\` shows them.`);
}
