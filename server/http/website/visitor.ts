// Who looks at a page, by the two cookies that the website keeps: the login, and the key of the forms before there is one.
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { HttpBindings } from '@hono/node-server';
import { Refusal } from '../../../common/errors.ts';
import type { Login } from '../../handlers/context.ts';
import { authenticate } from '../../handlers/dispatch.ts';
import type { Door } from '../api.ts';
import { formToken, isFormToken, newFormKey } from './form-token.ts';

export type PageContext = Context<{ Bindings: HttpBindings }>;

export interface Visitor {
  readonly login: Login | undefined;
  /** For the hidden field of the forms on a page; asking for it gives a visitor without a login the cookie that it needs. */
  formToken(): string;
  /** Whether a form came from a page that this visitor was shown. */
  sent(token: string): boolean;
}

const monthSeconds = 30 * 86_400;
const secretForm = /^devchat_[\w-]{43}$/;
const keyForm = /^[\w-]{43}$/;

export interface Cookies {
  read(c: PageContext, door: Door): Promise<Visitor>;
  logIn(c: PageContext, secret: string): void;
  logOut(c: PageContext): void;
}

/** Over https the cookies are `Secure` and carry the `__Host-` prefix, so that no neighbouring site can plant one. */
export function createCookies(publicOrigin: string): Cookies {
  const secure = publicOrigin.startsWith('https:');
  const prefix = secure ? '__Host-' : '';
  const [session, form] = [`${prefix}devchat`, `${prefix}devchat-form`] as const;
  const options = { path: '/', httpOnly: true, secure, sameSite: 'Lax' } as const;

  const knownKey = (c: PageContext) => {
    const key = getCookie(c, form);
    return key !== undefined && keyForm.test(key) ? key : undefined;
  };

  const givenKey = (c: PageContext) => {
    const key = newFormKey();
    setCookie(c, form, key, options);
    return key;
  };

  return {
    read: async (c, { services, addressOf }) => {
      const secret = getCookie(c, session);
      const plausible = secret !== undefined && secretForm.test(secret);
      const answer = plausible ? await authenticate(services, secret, addressOf(c.env.incoming)) : undefined;
      const login = answer instanceof Refusal ? undefined : answer;
      // A suspension ends, and the login is good again.
      const isKept = answer instanceof Refusal && answer.code === 'suspended';
      if (secret !== undefined && login === undefined && !isKept) deleteCookie(c, session, options);
      let key = login === undefined ? knownKey(c) : secret;
      return {
        login,
        formToken: () => formToken((key ??= givenKey(c))),
        sent: (token) => key !== undefined && isFormToken(key, token),
      };
    },
    logIn: (c, secret) => {
      setCookie(c, session, secret, { ...options, maxAge: monthSeconds });
      deleteCookie(c, form, options);
    },
    logOut: (c) => void deleteCookie(c, session, options),
  };
}
