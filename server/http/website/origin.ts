// Where this host lives as browsers name it, and whether a form was sent from one of its own pages.

export interface Sent {
  readonly origin: string | undefined;
  readonly host: string | undefined;
  readonly fetchSite: string | undefined;
}

/** `https://chat.example.org`, as configured or, where nothing is, by the Host header that the visitor used. */
export function hostOrigin(publicOrigin: string, host: string | undefined): string {
  if (publicOrigin !== '') return publicOrigin;
  const url = `http://${host ?? ''}`;
  return URL.canParse(url) ? new URL(url).origin : 'http://127.0.0.1:6464';
}

/**
 * Browsers say in Sec-Fetch-Site which site sent a form, but only over https and to loopback; elsewhere the Origin tells.
 * A sender that says neither is no browser showing our page.
 */
export function sentFromOwnPage({ origin, host, fetchSite }: Sent, publicOrigin: string): boolean {
  if (fetchSite !== undefined) return fetchSite === 'same-origin';
  if (origin === undefined || !URL.canParse(origin)) return false;
  return publicOrigin === '' ? new URL(origin).host === host : origin === publicOrigin;
}
