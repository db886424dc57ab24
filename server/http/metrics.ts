// `GET /metrics` for Prometheus: on a port of its own, or beside everything else for who has the token.
import { hash, timingSafeEqual } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { Refusal } from '../../common/errors.ts';
import { unexpected } from '../handlers/answers.ts';
import type { Logger } from '../handlers/context.ts';
import { newRequestId } from '../handlers/request-id.ts';
import { bearer, refuse, refuseMethod } from './api.ts';

export interface MetricsDoor {
  readonly scrape: () => Promise<string>;
  readonly contentType: string;
  /** What a reader must show; undefined where the port alone decides who reads. */
  readonly token: string | undefined;
  readonly log: Logger;
}

export function createMetricsApp({ scrape, contentType, token, log }: MetricsDoor): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get('/metrics', async (c) => {
    if (token !== undefined && !isSame(token, bearer(c)))
      return refuse(c, new Refusal('not_logged_in', 'The metrics of this host need the token that its operator set.'));
    return c.body(await scrape(), 200, { 'content-type': contentType, 'cache-control': 'no-store' });
  });
  app.all('/metrics', (c) => refuseMethod(c, 'GET, HEAD'));
  app.notFound((c) => refuse(c, new Refusal('not_found', 'There is only /metrics at this port.')));
  app.onError((error, c) => {
    const requestId = newRequestId();
    return refuse(c, unexpected(log, error, { request_id: requestId }), requestId);
  });
  return app;
}

/** Hashes have one length and are compared in one time, whatever was sent. */
function isSame(token: string, shown: string | undefined): boolean {
  return shown !== undefined && timingSafeEqual(hash('sha256', token, 'buffer'), hash('sha256', shown, 'buffer'));
}
