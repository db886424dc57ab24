// The keychain of the operating system, asked with a limit: a desktop service that hangs must not hang devchat.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { KeychainReply, type KeychainRequest } from './keychain-words.ts';

/** Long enough for a person to unlock the keychain. */
const readWaitMs = 30_000;
/** For what has another way when the keychain does not answer: a file, or forgetting without it. */
const writeWaitMs = 5000;

/** False when there is no keychain that works; then a file has to do. */
export async function storeInKeychain(account: string, secret: string): Promise<boolean> {
  const stored = await ask({ action: 'store', account, secret }, writeWaitMs);
  return stored.type === 'ok';
}

export function readFromKeychain(account: string): Promise<KeychainReply> {
  return ask({ action: 'read', account, secret: '' }, readWaitMs);
}

export async function removeFromKeychain(account: string): Promise<boolean> {
  const removed = await ask({ action: 'remove', account, secret: '' }, writeWaitMs);
  return removed.type === 'ok';
}

function ask(request: KeychainRequest, timeoutMs: number): Promise<KeychainReply> {
  const program = fileURLToPath(new URL(`./keychain-child${/\.[jt]s$/.exec(import.meta.url)?.[0]}`, import.meta.url));
  return new Promise((resolve) => {
    const options = { timeout: timeoutMs, killSignal: 'SIGKILL', windowsHide: true } as const;
    const child = execFile(process.execPath, [program], options, (error, stdout) => {
      if (error !== null)
        resolve({ type: 'no keychain', why: error.killed ? 'it does not answer' : 'it cannot be used' });
      else resolve(z.parse(KeychainReply, JSON.parse(stdout)));
    });
    // A child that cannot start closes its input; the callback above says so.
    child.stdin?.on('error', () => {});
    child.stdin?.end(JSON.stringify(request));
  });
}
