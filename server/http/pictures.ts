// Profile pictures over HTTP, which the table of requests cannot carry: a file goes in as it is, a PNG comes out.
import { Hono, type Context } from 'hono';
import type { HttpBindings } from '@hono/node-server';
import { Refusal } from '../../common/errors.ts';
import { identiconSvg } from '../../common/identicon.ts';
import { UserId } from '../../common/ids.ts';
import { protocolLimits } from '../../common/limits.ts';
import { requests } from '../../common/requests.ts';
import { authenticate, dispatch } from '../handlers/dispatch.ts';
import { tooLarge } from '../handlers/pictures.ts';
import { newRequestId } from '../handlers/request-id.ts';
import type { Services } from '../handlers/context.ts';
import { findPicture } from '../store/pictures.ts';
import { bearer, refuse, refuseMethod, type Door } from './api.ts';

type PictureContext = Context<{ Bindings: HttpBindings }>;

/** A name says the content, so who was shown it may keep it; nobody else may, since the host decides for each who asks. */
const kept = 'private, max-age=31536000, immutable';
/** In the place of a picture's name: the one of who has none. */
const identicon = 'identicon.svg';

export function createPictures({ services, addressOf }: Door): Hono<{ Bindings: HttpBindings }> {
  const api = new Hono<{ Bindings: HttpBindings }>();
  const login = async (c: PictureContext) => {
    const secret = bearer(c);
    if (secret === undefined) return new Refusal('not_logged_in');
    return await authenticate(services, secret, addressOf(c.env.incoming));
  };

  api.put('/picture', async (c) => {
    const requestId = newRequestId();
    // Before its body is read: who is nobody here, or has sent too much, sends nothing.
    const who = await login(c);
    if (who instanceof Refusal) return refuse(c, who, requestId);
    const over = services.rates.spend(requests['picture.set'].rate, who.user.id);
    if (over !== undefined) return refuse(c, over, requestId);
    const file = await readBounded(c);
    if (file instanceof Refusal) return refuse(c, file, requestId);
    const call = { name: 'picture.set', params: { image: file.toString('base64') }, isPaid: true };
    const address = addressOf(c.env.incoming);
    const answer = await dispatch(services, { ...call, login: who, address, requestId });
    if (answer instanceof Refusal) return refuse(c, answer, requestId);
    return c.json(answer, 200, { 'cache-control': 'no-store' });
  });
  api.all('/picture', (c) => refuseMethod(c, 'PUT'));

  api.get('/picture/:user/:picture', async (c) => {
    const who = await login(c);
    if (who instanceof Refusal) return refuse(c, who);
    const over = services.rates.spend('read', who.user.id);
    if (over !== undefined) return refuse(c, over);
    const found = await pictureAt(services, who.user.id, {
      user: c.req.param('user'),
      picture: c.req.param('picture'),
    });
    return found === undefined ? refuse(c, new Refusal('not_found', 'There is no such picture.')) : show(c, found);
  });
  api.all('/picture/:user/:picture', (c) => refuseMethod(c, 'GET, HEAD'));
  return api;
}

interface Shown {
  readonly body: Buffer | string;
  readonly type: 'image/png' | 'image/svg+xml';
}

/** What stands at a picture's address for this viewer; undefined for nothing. */
export async function pictureAt(
  services: Services,
  viewer: UserId,
  { user, picture }: { readonly user: string; readonly picture: string },
): Promise<Shown | undefined> {
  const id = UserId.safeParse(user);
  if (!id.success) return undefined;
  if (picture === identicon) return { body: identiconSvg(id.data), type: 'image/svg+xml' };
  if (!/^[0-9a-f]{32}$/.test(picture)) return undefined;
  const png = await findPicture(services.db, { user: id.data, hash: picture, viewer });
  return png === undefined ? undefined : { body: png, type: 'image/png' };
}

export function show(c: Context, { body, type }: Shown): Response {
  const bytes = typeof body === 'string' ? body : new Uint8Array(body);
  return c.body(bytes, 200, { 'content-type': type, 'cache-control': kept, vary: 'Authorization, Cookie' });
}

async function readBounded(c: PictureContext): Promise<Buffer | Refusal> {
  if (Number(c.req.header('content-length') ?? 0) > protocolLimits.pictureMaxBytes) return tooLarge();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of c.req.raw.body ?? []) {
    bytes += piece.length;
    if (bytes > protocolLimits.pictureMaxBytes) return tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
