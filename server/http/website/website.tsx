// The pages that this host serves to browsers: about, sign-up, login and account, without any script.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { HttpBindings } from '@hono/node-server';
import { unexpected } from '../../handlers/answers.ts';
import { newRequestId } from '../../handlers/request-id.ts';
import type { AppOptions } from '../app.ts';
import { pictureAt, show } from '../pictures.ts';
import { About } from './about.tsx';
import { logOut, revoke, showAccount } from './account.tsx';
import { logInEntry, resetEntry, signUpEntry } from './entries.ts';
import { enter, showEntry } from './entry.tsx';
import { icon, iconPath } from './icon.ts';
import { showNotice, showRefusal } from './notice.tsx';
import { hostOrigin } from './origin.ts';
import type { Site } from './site.ts';
import { style, stylePath } from './style.ts';
import { createCookies } from './visitor.ts';

export type Website = Hono<{ Bindings: HttpBindings }>;

/** More than any form of ours has. */
const formMaxBytes = 16_384;
const kept = 'public, max-age=31536000, immutable';

export function createWebsite(options: AppOptions): Website {
  const site: Site = { ...options, cookies: createCookies(options.config.publicOrigin) };
  const web: Website = new Hono();
  web.use(async (c, next) => {
    c.header('cache-control', 'no-store');
    await next();
  });
  web.use(bodyLimit({ maxSize: formMaxBytes, onError: (c) => showNotice(site, c, 'large') }));
  addPages(web, site);
  web.notFound((c) => showNotice(site, c, 'nothing'));
  web.onError((error, c) => {
    const requestId = newRequestId();
    const refusal = unexpected(site.services.log, error, { request_id: requestId });
    return refusal.code === 'internal' ? showNotice(site, c, 'broken', requestId) : showRefusal(site, c, refusal);
  });
  return web;
}

function addPages(web: Website, site: Site): void {
  const { services, config } = site;
  web.get('/', (c) => c.redirect('/about', 302));
  web.get('/about', async (c) => {
    const visitor = await site.cookies.read(c, site);
    const origin = hostOrigin(config.publicOrigin, c.req.header('host'));
    return await c.html(<About host={services.host} username={visitor.login?.user.username} origin={origin} />);
  });
  for (const entry of [logInEntry, signUpEntry, resetEntry]) {
    web.get(entry.path, (c) => showEntry(site, c, entry));
    web.post(entry.path, (c) => enter(site, c, entry));
  }
  web.get('/account', (c) => showAccount(site, c));
  web.post('/account/revoke', (c) => revoke(site, c));
  web.post('/logout', (c) => logOut(site, c));
  web.get('/pictures/:user/:picture', async (c) => {
    const { login } = await site.cookies.read(c, site);
    const { user, picture } = c.req.param();
    const found = login === undefined ? undefined : await pictureAt(services, login.user.id, { user, picture });
    return found === undefined ? await showNotice(site, c, 'nothing') : show(c, found);
  });
  web.get(stylePath, (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': kept }));
  web.get(iconPath, (c) => c.body(icon, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=86400' }));
  refuseOtherMethods(web, site);
}

function refuseOtherMethods(web: Website, site: Site): void {
  const reads = ['/', '/about', '/account', stylePath, iconPath];
  const forms = ['/account/revoke', '/logout'];
  const both = [logInEntry.path, signUpEntry.path, resetEntry.path];
  const allowed = [
    [reads, 'GET, HEAD'],
    [forms, 'POST'],
    [both, 'GET, HEAD, POST'],
  ] as const;
  for (const [paths, allow] of allowed)
    for (const path of paths)
      web.all(path, async (c) => {
        c.header('allow', allow);
        return await showNotice(site, c, 'method');
      });
}
