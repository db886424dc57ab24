// For tests of the website: a visitor who keeps cookies and sends forms as a browser does.

export interface Visit {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface Visitor {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Visit>;
  /** Sends a form as the page at `page` would: with its hidden fields, from this host. */
  submit(page: string, action: string, fields?: Readonly<Record<string, string>>): Promise<Visit>;
  /** Sends just these fields with just these headers. */
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Visit>;
}

export function createVisitor(url: string): Visitor {
  const cookies = new Map<string, string>();

  const send = async (path: string, extra: Readonly<Record<string, string>>, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(cookie === '' ? {} : { cookie }), ...extra };
    const answer = await fetch(`${url}${path}`, { redirect: 'manual', ...init, headers });
    for (const line of answer.headers.getSetCookie()) keep(cookies, line);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const get: Visitor['get'] = (path, headers = {}) => send(path, headers);
  const post: Visitor['post'] = (path, fields, headers = {}) =>
    send(path, headers, { method: 'POST', body: new URLSearchParams(fields) });
  const submit: Visitor['submit'] = async (page, action, fields = {}) => {
    const { text } = await get(page);
    return await post(action, { ...hiddenFields(text), ...fields }, { origin: url });
  };
  return { cookies, get, post, submit };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (/max-age=0\b/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}

/** The hidden fields of the first form of a page. */
export function hiddenFields(html: string): Record<string, string> {
  const form = /<form\b.*?<\/form>/s.exec(html)?.[0] ?? '';
  const fields = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]));
}
