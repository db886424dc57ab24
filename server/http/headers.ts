// The headers of every answer: what a browser may do with it, which is next to nothing.
import type { MiddlewareHandler } from 'hono';

const yearSeconds = 31_536_000;

/**
 * Pages need their own style sheet, icon and forms; nothing may run, be embedded or embed them. The referrer policy is
 * `same-origin`, not `no-referrer`: under the latter browsers send `Origin: null` with a form, which says nothing.
 */
const pagePolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

export function safeHeaders(publicOrigin: string): MiddlewareHandler {
  const secure = publicOrigin.startsWith('https:');
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set('content-security-policy', pagePolicy);
    headers.set('x-content-type-options', 'nosniff');
    headers.set('x-frame-options', 'DENY');
    headers.set('referrer-policy', 'same-origin');
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set('cross-origin-resource-policy', 'same-origin');
    if (secure) headers.set('strict-transport-security', `max-age=${yearSeconds}`);
  };
}
