// The HTTP door: the same requests as on the socket, and what only HTTP has (health, and the pages of the website).
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { HttpBindings } from '@hono/node-server';
import type { Config } from '../config.ts';
import { errorTable, Refusal } from '../../common/errors.ts';
import { errorBody } from '../handlers/answers.ts';
import { newId, RequestId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import { authenticate, dispatch } from '../handlers/dispatch.ts';
import type { Services } from '../handlers/context.ts';

export type App = Hono<{ Bindings: HttpBindings }>;
type AppContext = Context<{ Bindings: HttpBindings }>;

export interface AppOptions {
  readonly services: Services;
  readonly config: Config;
  readonly addressOf: (request: HttpBindings['incoming']) => string;
}

export function createApp({ services, addressOf }: AppOptions): App {
  const app: App = new Hono();

  app.get('/healthz', async (c) => {
    await services.db.pool.query('select 1');
    return c.json({ status: 'ok' });
  });

  app.post(
    '/v1/:request',
    bodyLimit({
      maxSize: protocolLimits.frameMaxBytes,
      onError: (c) =>
        refuse(c, new Refusal('too_large', `A request has at most ${protocolLimits.frameMaxBytes} bytes.`)),
    }),
    async (c) => {
      const requestId = newId(RequestId);
      const params = await readJson(c);
      if (params instanceof Refusal) return refuse(c, params, requestId);
      const secret = bearer(c);
      const login = secret === undefined ? undefined : await authenticate(services, secret);
      const answer = await dispatch(services, {
        name: c.req.param('request'),
        params,
        login,
        address: addressOf(c.env.incoming),
        requestId,
      });
      return answer instanceof Refusal
        ? refuse(c, answer, requestId)
        : c.json(answer, 200, { 'cache-control': 'no-store' });
    },
  );

  app.notFound((c) => refuse(c, new Refusal('not_found', 'There is nothing at this address.')));
  app.onError((error, c) => {
    const requestId = newId(RequestId);
    services.log.error({ request_id: requestId, error }, 'HTTP request failed');
    return refuse(c, new Refusal('internal'), requestId);
  });
  return app;
}

/** RFC 6750: the token of an `Authorization: Bearer` header. */
function bearer(c: AppContext): string | undefined {
  return /^Bearer +(\S{1,200})$/i.exec(c.req.header('authorization') ?? '')?.[1];
}

async function readJson(c: AppContext): Promise<unknown> {
  const text = await c.req.text();
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return new Refusal('bad_request', 'The body must be JSON.');
  }
}

function refuse(c: Context, refusal: Refusal, requestId: string = newId(RequestId)): Response {
  const retry =
    refusal.retry_after_ms === undefined ? {} : { 'retry-after': String(Math.ceil(refusal.retry_after_ms / 1000)) };
  return c.json({ error: errorBody(refusal, requestId) }, errorTable[refusal.code].status, retry);
}
