// Whose reports or log are meant: the server that was named, that of the open channel, or the host.
import { Refusal } from '../../../common/errors.ts';
import type { ServerId } from '../../../common/ids.ts';
import { UsageError } from '../../commands/command.ts';
import { serverOf } from '../../commands/moderated-place.ts';
import { isFailure, type Failure } from '../../net/caller.ts';
import type { PanelContext, Subject } from '../model/panel.ts';

/** What stands for the host where a server could be meant. */
export const hostWord = 'host';

export async function queueOf(
  { caller, here }: PanelContext,
  subject: Subject | null,
): Promise<{ readonly server?: ServerId } | Failure> {
  if (subject?.id === hostWord) return {};
  if (subject !== null) {
    const server = await serverOf(caller, subject.id);
    return server instanceof UsageError ? new Refusal('bad_request', server.message) : server;
  }
  const channel = here === null ? null : await caller.call('channel.resolve', { target: here });
  if (channel === null || isFailure(channel) || channel.server_id === null) return {};
  return { server: channel.server_id };
}
