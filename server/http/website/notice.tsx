// Pages that only say something: nothing here, not like this, something broke.
import { errorTable, type Refusal } from '../../../common/errors.ts';
import { refusalHeaders } from '../api.ts';
import { Page } from './layout.tsx';
import type { Site } from './site.ts';
import type { PageContext } from './visitor.ts';

const notices = {
  nothing: { status: 404, title: 'Nothing here', text: 'There is no page at this address.' },
  method: { status: 405, title: 'Not like this', text: 'This address cannot be used in that way.' },
  foreign: {
    status: 403,
    title: 'Not sent from here',
    text: 'The form did not come from a page of this host, so nothing was done. Open the page here and send it again.',
  },
  stale: {
    status: 403,
    title: 'The page was too old',
    text: 'Nothing was changed: the form belongs to another login. Go back, reload the page and try again.',
  },
  large: { status: 413, title: 'Too large', text: 'The form has more text than this host takes.' },
  broken: { status: 500, title: 'Something went wrong', text: 'This host could not answer. Try again in a moment.' },
} as const;

export type NoticeName = keyof typeof notices;

export async function showNotice(site: Site, c: PageContext, name: NoticeName, detail?: string): Promise<Response> {
  const { status, title, text } = notices[name];
  return await show(site, c, { status, title, text, detail });
}

/** A refusal that belongs beside no field. */
export async function showRefusal(site: Site, c: PageContext, refusal: Refusal): Promise<Response> {
  for (const [name, value] of Object.entries(refusalHeaders(refusal))) c.header(name, value);
  const { status } = errorTable[refusal.code];
  return await show(site, c, { status, title: 'That did not work', text: refusal.message, detail: undefined });
}

interface Notice {
  readonly status: (typeof notices)[NoticeName]['status'] | (typeof errorTable)[keyof typeof errorTable]['status'];
  readonly title: string;
  readonly text: string;
  readonly detail: string | undefined;
}

async function show({ services }: Site, c: PageContext, { status, title, text, detail }: Notice): Promise<Response> {
  return await c.html(
    <Page title={title} host={services.host} username={undefined}>
      <h1>{title}</h1>
      <p>{text}</p>
      {detail === undefined ? null : <p class="soft mono">{detail}</p>}
      <p>
        <a href="/about">To the start page</a>
      </p>
    </Page>,
    status,
  );
}
