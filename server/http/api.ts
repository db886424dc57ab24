// The requests of common/requests.ts over HTTP: `POST /v1/<request>` with JSON, and their description as OpenAPI.
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { HttpBindings } from '@hono/node-server';
import { errorTable, Refusal } from '../../common/errors.ts';
import { newRequestId } from '../handlers/request-id.ts';
import { protocolLimits } from '../../common/limits.ts';
import { errorBody } from '../handlers/answers.ts';
import type { Services } from '../handlers/context.ts';
import { authenticate, dispatch } from '../handlers/dispatch.ts';
import { openapiJson } from './openapi.ts';

export interface Door {
  readonly services: Services;
  readonly addressOf: (request: HttpBindings['incoming']) => string;
}

type ApiContext = Context<{ Bindings: HttpBindings }>;

export function createApi({ services, addressOf }: Door): Hono<{ Bindings: HttpBindings }> {
  const api = new Hono<{ Bindings: HttpBindings }>();

  api.get('/openapi.json', (c) =>
    c.body(openapiJson(), 200, { 'content-type': 'application/json', 'cache-control': 'no-cache' }),
  );
  api.all('/openapi.json', (c) => refuseMethod(c, 'GET, HEAD'));

  api.post(
    '/:request',
    bodyLimit({
      maxSize: protocolLimits.frameMaxBytes,
      onError: (c) =>
        refuse(c, new Refusal('too_large', `A request has at most ${protocolLimits.frameMaxBytes} bytes.`)),
    }),
    async (c) => {
      const requestId = newRequestId();
      const arrivedAt = performance.now();
      const params = await readJson(c);
      if (params instanceof Refusal) return refuse(c, params, requestId);
      const secret = bearer(c);
      const address = addressOf(c.env.incoming);
      const login = secret === undefined ? undefined : await authenticate(services, secret, address);
      if (login instanceof Refusal) return refuse(c, login, requestId);
      const name = c.req.param('request');
      const answer = await dispatch(services, { name, params, login, address, requestId });
      if (answer instanceof Refusal) return refuse(c, answer, requestId);
      if (name === 'message.send') services.meter.acknowledged(performance.now() - arrivedAt);
      return c.json(answer, 200, { 'cache-control': 'no-store' });
    },
  );
  api.all('/:request', (c) => refuseMethod(c, 'POST'));
  api.all('*', (c) => refuse(c, new Refusal('not_found', 'There is nothing at this address.')));
  return api;
}

export function refuse(c: Context, refusal: Refusal, requestId: string = newRequestId()): Response {
  return c.json({ error: errorBody(refusal, requestId) }, errorTable[refusal.code].status, refusalHeaders(refusal));
}

/** What HTTP wants beside certain refusals: when to come back, and with 401 how to log in (RFC 9110, section 15.5.2). */
export function refusalHeaders({ code, retry_after_ms }: Refusal): Record<string, string> {
  const retry = retry_after_ms === undefined ? {} : { 'retry-after': String(Math.ceil(retry_after_ms / 1000)) };
  return errorTable[code].status === 401 ? { ...retry, 'www-authenticate': 'Bearer' } : retry;
}

export function refuseMethod(c: Context, allow: string): Response {
  const refusal = new Refusal('bad_request', `This address takes ${allow}, not ${c.req.method}.`);
  return c.json({ error: errorBody(refusal, newRequestId()) }, 405, { allow });
}

/** RFC 6750: the token of an `Authorization: Bearer` header. Cookies are for pages and mean nothing here. */
export function bearer(c: Context): string | undefined {
  return /^Bearer +(\S{1,200})$/i.exec(c.req.header('authorization') ?? '')?.[1];
}

async function readJson(c: ApiContext): Promise<unknown> {
  const text = await c.req.text();
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return new Refusal('bad_request', 'The body must be JSON.');
  }
}
