// A message as a person names it: by its id, which `--json` of `tail` and `pins` shows.
import type { MessageId } from '../../common/ids.ts';
import { isUuid } from '../../common/uuid.ts';
import { UsageError, type Context, type Positional } from './command.ts';

export const messagePositional = {
  help: 'the id of a message, as `devchat tail --json` shows it',
  required: true,
} as const satisfies Positional;

export function messageIdOf(word: string, form: Context['form']): MessageId | UsageError {
  return isUuid<MessageId>(word)
    ? word
    : new UsageError(
        form === 'shell'
          ? `"${word}" is not the id of a message; \`devchat tail TARGET --json\` and \`devchat pins\` show them.`
          : `"${word}" is not the id of a message; /pins shows those of pinned ones; any other is chosen with ↑.`,
      );
}
