// The ways in, as data: which request each form makes, and its fields.
import { protocolLimits as limits } from '../../../common/limits.ts';
import type { Host } from '../../../common/model.ts';
import { requests } from '../../../common/requests.ts';

export interface Entry {
  readonly path: string;
  readonly title: string;
  readonly request: 'auth.login' | 'auth.signup' | 'auth.reset';
  /** What is said above the form. */
  readonly lead?: string;
  /** Also for who is logged in already, perhaps as somebody else. */
  readonly forEverybody?: boolean;
  readonly fields: readonly {
    readonly name: 'username' | 'password' | 'email' | 'invite' | 'code';
    readonly label: string;
    readonly type: 'text' | 'password' | 'email';
    readonly autocomplete: string;
    readonly hint?: string;
    readonly optional: boolean;
    /** Asked for only where the host takes new accounts by invitation. */
    readonly isInvitation?: boolean;
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
    {
      name: 'invite',
      label: 'Invitation',
      type: 'text',
      autocomplete: 'off',
      hint: 'The code that somebody who runs this host gave you.',
      optional: false,
      isInvitation: true,
    },
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

/** The code is typed, or pasted: it is in no address, which histories and logs would keep. */
export const resetEntry: Entry = {
  path: '/reset',
  title: 'Choose a new password',
  request: 'auth.reset',
  lead: 'Whoever runs this host gave you a code. It is good once, and for a day; all your devices are logged out.',
  forEverybody: true,
  fields: [
    {
      name: 'code',
      label: 'Code',
      type: 'text',
      autocomplete: 'one-time-code',
      hint: 'Twenty letters and digits; dashes and capitals do not matter.',
      optional: false,
    },
    {
      ...password,
      label: 'New password',
      autocomplete: 'new-password',
      hint: `At least ${limits.passwordMinBytes} characters; a short sentence makes a good one.`,
    },
  ],
  other: { question: 'Remember it after all?', path: '/login', title: 'Log in' },
};

/** The form as this host shows it. */
export function entryOf(entry: Entry, host: Pick<Host, 'invitations_only'>): Entry {
  return {
    ...entry,
    fields: entry.fields.filter(({ isInvitation }) => isInvitation !== true || host.invitations_only),
  };
}

/** The params that a filled-in form stands for; an empty optional field was not given. */
export function entryParams(entry: Entry, values: Readonly<Record<string, string>>, device: string): object {
  const given = entry.fields.filter(({ name, optional }) => !optional || (values[name] ?? '') !== '');
  return { ...Object.fromEntries(given.map(({ name }) => [name, values[name] ?? ''])), device };
}

export const entryResult = requests['auth.login'].result;
