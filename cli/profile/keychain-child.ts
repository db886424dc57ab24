// The process that speaks to the keychain: the library blocks while a desktop service is silent, and only a process can be given up.
import { AsyncEntry } from '@napi-rs/keyring';
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { KeychainRequest, type KeychainReply } from './keychain-words.ts';

process.stdout.write(JSON.stringify(await answer()));

async function answer(): Promise<KeychainReply> {
  try {
    // The secret comes on standard input: arguments and environment can be seen by others.
    const request = z.parse(KeychainRequest, JSON.parse(readFileSync(0, 'utf8')));
    return { type: 'ok', secret: await perform(request) };
  } catch (error) {
    return { type: 'no keychain', why: error instanceof Error ? error.message : String(error) };
  }
}

async function perform({ action, account, secret }: KeychainRequest): Promise<string | null> {
  // Left alone the library falls back to the kernel's keyring, which forgets everything at the next start of the machine.
  const entry = new AsyncEntry('devchat', account, { linux: { store: 'secret-service' } });
  switch (action) {
    case 'store':
      await entry.setPassword(secret);
      return null;
    case 'read':
      return await entry.getPassword();
    case 'remove':
      await entry.deletePassword();
      return null;
  }
}
