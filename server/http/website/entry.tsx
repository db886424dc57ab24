// Logging in and signing up: the form is shown, sent to the dispatcher, and answered with a login cookie or with what is wrong.
import { errorTable, Refusal } from '../../../common/errors.ts';
import { refusalHeaders } from '../api.ts';
import { deviceName } from './device-name.ts';
import { entryErrors } from './entry-errors.ts';
import { EntryPage } from './entry-page.tsx';
import { entryOf, entryParams, entryResult, type Entry } from './entries.ts';
import { localPath } from './local-path.ts';
import { showNotice } from './notice.tsx';
import { ask, readForm, type Site } from './site.ts';
import type { PageContext, Visitor } from './visitor.ts';

const home = '/account';

export async function showEntry(site: Site, c: PageContext, kind: Entry): Promise<Response> {
  const entry = entryOf(kind, site.services.host);
  const visitor = await site.cookies.read(c, site);
  const next = localPath(c.req.query('next'), home);
  if (visitor.login !== undefined && entry.forEverybody !== true) return c.redirect(next, 303);
  return await show({ site, c, entry, visitor, next, values: {}, errors: {} }, 200);
}

export async function enter(site: Site, c: PageContext, kind: Entry): Promise<Response> {
  const entry = entryOf(kind, site.services.host);
  const visitor = await site.cookies.read(c, site);
  const { fields, trust } = await readForm(site, c, visitor);
  if (trust === 'foreign') return await showNotice(site, c, 'foreign');
  const next = localPath(fields.get('next') ?? undefined, home);
  if (visitor.login !== undefined && entry.forEverybody !== true) return c.redirect(next, 303);
  const values = Object.fromEntries(entry.fields.map(({ name }) => [name, fields.get(name) ?? '']));
  const form = { site, c, entry, visitor, next, values };
  if (trust === 'stale') return await show({ ...form, errors: { '': stale } }, 403);

  const params = entryParams(entry, values, deviceName(c.req.header('user-agent') ?? ''));
  const answer = await ask(site, c, { request: entry.request, params, login: undefined, result: entryResult });
  if (answer instanceof Refusal) {
    for (const [name, value] of Object.entries(refusalHeaders(answer))) c.header(name, value);
    return await show({ ...form, errors: entryErrors(entry, params, answer) }, errorTable[answer.code].status);
  }
  site.cookies.logIn(c, answer.token);
  return c.redirect(next, 303);
}

const stale = 'This page could not be checked: it is an old one, or cookies are off. Please send the form again.';

interface Form {
  readonly site: Site;
  readonly c: PageContext;
  readonly entry: Entry;
  readonly visitor: Visitor;
  readonly next: string;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

async function show(
  { site, c, entry, visitor, next, values, errors }: Form,
  status: 200 | 403 | (typeof errorTable)[keyof typeof errorTable]['status'],
): Promise<Response> {
  const token = visitor.formToken();
  const props = { entry, formToken: token, next, values, errors, host: site.services.host, username: undefined };
  return await c.html(<EntryPage {...props} />, status);
}
