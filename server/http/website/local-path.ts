// Where to go after logging in: a path of this host, whatever the address bar asked for.

/** `wanted` where it is a path of this very host, else `fallback`. */
export function localPath(wanted: string | undefined, fallback: string): string {
  const here = 'http://here.invalid';
  if (wanted === undefined || !wanted.startsWith('/') || !URL.canParse(wanted, here)) return fallback;
  const url = new URL(wanted, here);
  const path = `${url.pathname}${url.search}`;
  // "//evil", "/\evil" and "/<tab>/evil" name another host; "/.//evil" does once it is normalised.
  return url.origin === here && !path.startsWith('//') ? path : fallback;
}
