// The HTTP door: `/v1` for programs, pages for people, and a health check for whoever runs the node.
import { Hono } from 'hono';
import type { HttpBindings } from '@hono/node-server';
import { newRequestId } from '../handlers/request-id.ts';
import type { Config } from '../config.ts';
import { unexpected } from '../handlers/answers.ts';
import { createApi, refuse, refuseMethod, type Door } from './api.ts';
import { safeHeaders } from './headers.ts';
import { createMetricsApp, type MetricsDoor } from './metrics.ts';
import { createPictures } from './pictures.ts';
import type { Website } from './website/website.tsx';

export type App = Hono<{ Bindings: HttpBindings }>;

export interface AppOptions extends Door {
  readonly config: Config;
}

/** `metrics`: what answers at /metrics; undefined where that is an address like any unknown one. */
type MetricsOption = { readonly metrics: MetricsDoor | undefined };

export function createApp({ services, config, addressOf, metrics }: AppOptions & MetricsOption): App {
  const app: App = new Hono();
  // The pages are loaded with the first visit: a host that only serves terminals starts without them.
  let website: Promise<Website> | undefined;
  const loadWebsite = async () => {
    const { createWebsite } = await import('./website/website.tsx');
    return createWebsite({ services, config, addressOf });
  };

  app.use(safeHeaders(config.publicOrigin));
  app.get('/healthz', async (c) => {
    await services.db.pool.query('select 1');
    return c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' });
  });
  app.all('/healthz', (c) => refuseMethod(c, 'GET, HEAD'));
  if (metrics !== undefined) app.route('/', createMetricsApp(metrics));
  app.route('/v1', createPictures({ services, addressOf }));
  app.route('/v1', createApi({ services, addressOf }));
  app.all('*', async (c) => {
    website ??= loadWebsite();
    return await (await website).fetch(c.req.raw, c.env);
  });

  app.onError((error, c) => {
    const requestId = newRequestId();
    return refuse(c, unexpected(services.log, error, { request_id: requestId }), requestId);
  });
  return app;
}
