// Sends the file of a profile picture, which is too large for the requests of the table, and says how far it is.
import { readFileSync, statSync } from 'node:fs';
import { Refusal } from '../../common/errors.ts';
import { protocolLimits } from '../../common/limits.ts';
import { requests } from '../../common/requests.ts';
import { UsageError, type Context } from '../commands/command.ts';
import { Lost } from '../net/caller.ts';
import { readAnswer } from '../net/http-answer.ts';
import { post } from '../net/http-post.ts';

export interface PictureDoor {
  readonly url: string;
  readonly token: string | null;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly quiet: boolean;
}

export async function sendPicture(file: string, door: PictureDoor): ReturnType<Context['sendPicture']> {
  const body = pictureIn(file);
  if (body instanceof UsageError) return body;
  const { url, token, timeoutMs, signal, quiet } = door;
  const shows = !quiet && process.stderr.isTTY;
  const onSent = (bytes: number) => {
    if (shows) process.stderr.write(`\rsending ${Math.round((bytes / body.length) * 100)} %`);
  };
  const put = { method: 'PUT', contentType: 'application/octet-stream', onSent } as const;
  const posted = await post({ url: `${url.replace(/\/$/, '')}/v1/picture`, token, body, timeoutMs, signal, ...put });
  if (shows) process.stderr.write('\r\u001b[K');
  if (posted instanceof Lost) return posted;
  const answer = readAnswer(posted);
  if (answer instanceof Lost || answer instanceof Refusal) return answer;
  const made = requests['picture.set'].result.safeParse(answer.result);
  if (made.success) return made.data;
  return new Lost('garbled', 'The answer is not what this version of devchat understands.', 'pointless');
}

function pictureIn(file: string): Buffer | UsageError {
  try {
    const { size } = statSync(file);
    const most = protocolLimits.pictureMaxBytes;
    if (size > most)
      return new UsageError(`A picture has at most ${most} bytes; ${file} has ${size}. Make it smaller.`);
    return readFileSync(file);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const words = reason === 'ENOENT' ? 'there is no such file' : reason === 'EISDIR' ? 'it is a folder' : reason;
    return new UsageError(`${file} cannot be read: ${words}.`);
  }
}
