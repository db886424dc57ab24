// What the environment says about this user's devchat: the host, the token, the profile and the folders.
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

export interface Profile {
  readonly name: string;
  readonly paths: Readonly<Record<'config' | 'data' | 'state' | 'cache', string>>;
  /** DEVCHAT_URL, where it is set. */
  readonly url: string | null;
  /** DEVCHAT_TOKEN, where it is set; it wins over a stored login. */
  readonly token: string | null;
}

export const defaultUrl = 'http://127.0.0.1:6464';

type Environment = Readonly<Record<string, string | undefined>>;

/** The profile, or a sentence that says which variable is wrong and what it takes. */
export function readProfile(env: Environment): Profile | { readonly wrong: string } {
  const name = env['DEVCHAT_PROFILE'] || 'default';
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/.test(name)) {
    return { wrong: 'DEVCHAT_PROFILE takes a name of at most 32 letters, digits, "-" and "_".' };
  }
  const url = readUrl(env['DEVCHAT_URL']);
  if (url === false)
    return { wrong: 'DEVCHAT_URL takes an address like https://chat.example.org, without a password in it.' };
  const token = env['DEVCHAT_TOKEN']?.trim() || null;
  // Said without the value: what stands in a variable of this name is a secret even when it is none of ours.
  if (token !== null && !/^[\x21-\x7e]{1,200}$/.test(token)) return { wrong: 'DEVCHAT_TOKEN does not hold a token.' };
  const folder = (variable: string, fallback: string) => {
    const base = env[variable];
    // A relative path in an XDG variable is to be ignored (XDG Base Directory Specification).
    const usable = base !== undefined && isAbsolute(base) ? base : join(env['HOME'] || homedir(), fallback);
    return join(usable, 'devchat', name);
  };
  return {
    name,
    url,
    token,
    paths: {
      config: folder('XDG_CONFIG_HOME', '.config'),
      data: folder('XDG_DATA_HOME', '.local/share'),
      state: folder('XDG_STATE_HOME', '.local/state'),
      cache: folder('XDG_CACHE_HOME', '.cache'),
    },
  };
}

/** Null when it is not set, false when it is wrong; otherwise without a slash at the end. */
function readUrl(text: string | undefined): string | null | false {
  if (text === undefined || text === '') return null;
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return false;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
