// What this process knows about itself.
import { hostname, userInfo } from 'node:os';
import { version } from '../../common/version.ts';
import type { About } from '../commands/command.ts';
import type { Profile } from '../profile/environment.ts';
import type { FoundToken } from '../profile/session.ts';
import { protocolLimits } from '../../common/limits.ts';

export interface AboutOptions {
  readonly profile: Profile;
  readonly url: string;
  readonly login: () => string;
}

/** Read when asked for: only a few commands need any of it, and the names of user and machine take a while to learn. */
export function aboutThis({ profile, url, login }: AboutOptions): About {
  return {
    version,
    node: process.version,
    url,
    profile: profile.name,
    get device() {
      return deviceName();
    },
    get login() {
      return login();
    },
    paths: profile.paths,
  };
}

/** Where a token was found, in words; never the token. */
export function loginWords(token: FoundToken): string {
  return token.type === 'none' ? token.why : places[token.place];
}

const places = {
  environment: 'the token in DEVCHAT_TOKEN',
  keychain: 'a token in the keychain',
  file: 'a token in a file that only you may read',
} as const;

function deviceName(): string {
  const name = `${userName()}@${hostname()}`.replaceAll(/[^\x20-\x7e]/g, '?');
  return name.slice(0, protocolLimits.tokenNameMaxChars);
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the machine's list of users, as in many containers.
    return 'user';
  }
}
