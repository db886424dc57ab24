// What every page of the website works with, and its way to the requests: through the same dispatcher as everything else.
import type * as z from 'zod/mini';
import { Refusal } from '../../../common/errors.ts';
import { newRequestId } from '../../handlers/request-id.ts';
import type { RequestName } from '../../../common/requests.ts';
import type { Config } from '../../config.ts';
import type { Login } from '../../handlers/context.ts';
import { dispatch } from '../../handlers/dispatch.ts';
import type { Door } from '../api.ts';
import { sentFromOwnPage } from './origin.ts';
import type { Cookies, PageContext, Visitor } from './visitor.ts';

export interface Site extends Door {
  readonly config: Config;
  readonly cookies: Cookies;
}

export interface Question<R> {
  readonly request: RequestName;
  readonly params: unknown;
  readonly login: Login | undefined;
  /** The request's own result schema, which gives the answer its type. */
  readonly result: z.ZodMiniType<R>;
}

export async function ask<R>(
  { services, addressOf }: Site,
  c: PageContext,
  question: Question<R>,
): Promise<R | Refusal> {
  const { request: name, params, login, result } = question;
  const address = addressOf(c.env.incoming);
  const answer = await dispatch(services, { name, params, login, address, requestId: newRequestId() });
  return answer instanceof Refusal ? answer : result.parse(answer);
}

/** The fields of a form that one of our own pages sent; `foreign` where another site did, `stale` where the page was too old. */
export async function readForm(
  { config }: Site,
  c: PageContext,
  visitor: Visitor,
): Promise<{ readonly fields: URLSearchParams; readonly trust: 'own' | 'foreign' | 'stale' }> {
  const sent = {
    origin: c.req.header('origin'),
    host: c.req.header('host'),
    fetchSite: c.req.header('sec-fetch-site'),
  };
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '');
  if (!isForm || !sentFromOwnPage(sent, config.publicOrigin))
    return { fields: new URLSearchParams(), trust: 'foreign' };
  const fields = new URLSearchParams(await c.req.text());
  return { fields, trust: visitor.sent(fields.get('form') ?? '') ? 'own' : 'stale' };
}
