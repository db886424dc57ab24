// The account page's actions: show it, revoke a device, log out.
import { Refusal } from '../../../common/errors.ts';
import { requests } from '../../../common/requests.ts';
import type { Login } from '../../handlers/context.ts';
import { AccountPage } from './account-page.tsx';
import { showNotice, showRefusal } from './notice.tsx';
import { ask, readForm, type Site } from './site.ts';
import type { PageContext } from './visitor.ts';

const done = {
  revoked: 'That device is logged out.',
  gone: 'That device was logged out already.',
} as const;

export async function showAccount(site: Site, c: PageContext): Promise<Response> {
  const visitor = await site.cookies.read(c, site);
  const { login } = visitor;
  if (login === undefined) return c.redirect('/login?next=/account', 303);
  const whoami = requests['auth.whoami'].result;
  const who = await ask(site, c, { request: 'auth.whoami', params: {}, login, result: whoami });
  if (who instanceof Refusal) return await showRefusal(site, c, who);
  const list = requests['token.list'].result;
  const listed = await ask(site, c, { request: 'token.list', params: {}, login, result: list });
  if (listed instanceof Refusal) return await showRefusal(site, c, listed);
  const sentence = Object.entries(done).find(([name]) => name === c.req.query('done'))?.[1];
  const props = { host: site.services.host, me: who.me, tokens: listed.tokens, done: sentence };
  return await c.html(<AccountPage {...props} formToken={visitor.formToken()} />);
}

export async function revoke(site: Site, c: PageContext): Promise<Response> {
  return await withForm(site, c, async (login, fields) => {
    const { result } = requests['token.revoke'];
    const answer = await ask(site, c, { request: 'token.revoke', params: { id: fields.get('id') }, login, result });
    if (!(answer instanceof Refusal)) return c.redirect('/account?done=revoked', 303);
    return answer.code === 'not_found' ? c.redirect('/account?done=gone', 303) : await showRefusal(site, c, answer);
  });
}

export async function logOut(site: Site, c: PageContext): Promise<Response> {
  return await withForm(site, c, async (login) => {
    const { result } = requests['auth.logout'];
    const answer = await ask(site, c, { request: 'auth.logout', params: {}, login, result });
    if (answer instanceof Refusal) return await showRefusal(site, c, answer);
    site.cookies.logOut(c);
    return c.redirect('/about', 303);
  });
}

type Act = (login: Login, fields: URLSearchParams) => Promise<Response>;

async function withForm(site: Site, c: PageContext, act: Act): Promise<Response> {
  const visitor = await site.cookies.read(c, site);
  const { fields, trust } = await readForm(site, c, visitor);
  if (trust === 'foreign') return await showNotice(site, c, 'foreign');
  if (visitor.login === undefined) return c.redirect('/login?next=/account', 303);
  return trust === 'own' ? await act(visitor.login, fields) : await showNotice(site, c, 'stale');
}
