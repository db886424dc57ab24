// A message as a client keeps it: safe to draw, and what its author wrote beside it, to go on from when editing.
import type { Message } from './model.ts';
import { makeSafe, type Safe } from './safe-text.ts';
import { cutToMessage } from './text.ts';

export type SafeMessage = Safe<Message> & {
  /** The content as it was written, where that differs. A plain string, so nothing that draws takes it. */
  readonly written?: string;
};

export function safeMessage(message: Message): SafeMessage {
  const content = cutToMessage(message.content);
  const safe = makeSafe({ ...message, content });
  return safe.content === content ? safe : { ...safe, written: content };
}

/** For its author only: what it holds may steer a terminal. */
export function writtenContent(message: SafeMessage): string {
  return message.written ?? message.content;
}
