// The two ways in, as data: which request each form makes, and its fields.
import { protocolLimits as limits } from '../../../common/limits.ts';
import { requests } from '../../../common/requests.ts';

export interface Entry {
  readonly path: string;
  readonly title: string;
  readonly request: 'auth.login' | 'auth.signup';
  readonly fields: readonly {
    readonly name: 'username' | 'password' | 'email';
    readonly label: string;
    readonly type: 'text' | 'password' | 'email';
    readonly autocomplete: string;
    readonly hint?: string;
    readonly optional: boolean;
  }[];
  readonly other: { readonly question: string; readonly path: string; readonly title: string };
}

const username = {
  name: 'username',
  label: 'User name',
  type: 'text',
  autocomplete: 'username',
  optional: false,
} as const;
const password = { name: 'password', label: 'Password', type: 'password', optional: false } as const;

export const logInEntry: Entry = {
  path: '/login',
  title: 'Log in',
  request: 'auth.login',
  fields: [username, { ...password, autocomplete: 'current-password' }],
  other: { question: 'No account here yet?', path: '/signup', title: 'Sign up' },
};

export const signUpEntry: Entry = {
  path: '/signup',
  title: 'Sign up',
  request: 'auth.signup',
  fields: [
    { ...username, hint: `${limits.usernameMinChars} to ${limits.usernameMaxChars} letters, digits, “_”, “-” or “.”` },
    { name: 'email', label: 'Email address', type: 'email', autocomplete: 'email', optional: true },
    {
      ...password,
      autocomplete: 'new-password',
      hint: `At least ${limits.passwordMinBytes} characters; a short sentence makes a good one.`,
    },
  ],
  other: { question: 'Have an account here?', path: '/login', title: 'Log in' },
};

/** The params that a filled-in form stands for; an empty optional field was not given. */
export function entryParams(entry: Entry, values: Readonly<Record<string, string>>, device: string): object {
  const given = entry.fields.filter(({ name, optional }) => !optional || (values[name] ?? '') !== '');
  return { ...Object.fromEntries(given.map(({ name }) => [name, values[name] ?? ''])), device };
}

export const entryResult = requests['auth.login'].result;
