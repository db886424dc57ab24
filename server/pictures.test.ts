// Profile pictures through the door that takes files: what is shown of good ones, and what becomes of hostile ones.
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identiconSvg } from '../common/identicon.ts';
import { pixelsSidePx, protocolLimits } from '../common/limits.ts';
import { startTestNode, type Person, type TestNode } from './test-node.ts';
import { createVisitor } from './test-visitor.ts';

let node: TestNode;
let ada: Person;
beforeAll(async () => {
  node = await startTestNode();
  ada = await node.signup('ada');
}, 60_000);
afterAll(() => node.stop());

const put = async (body: NonNullable<RequestInit['body']>, token = ada.token) =>
  await fetch(`${node.url}/v1/picture`, {
    method: 'PUT',
    body,
    headers: { authorization: `Bearer ${token}` },
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  });
const bytes = (buffer: Buffer) => new Uint8Array(buffer);
const refusalOf = async (body: Buffer) => {
  const answer = await put(bytes(body));
  const { error } = (await answer.json()) as { error?: { code: string; message: string } };
  return error?.code ?? 'taken';
};
const read = async (picture: string, headers: Record<string, string> = { authorization: `Bearer ${ada.token}` }) =>
  await fetch(`${node.url}/v1/picture/${ada.id}/${picture}`, { headers });

/** Puts the picture, and answers what others then see, as raw pixels. */
const shown = async (file: Buffer) => {
  const answer = await put(bytes(file));
  expect(answer.status).toBe(200);
  const { picture } = (await answer.json()) as { picture: string };
  const png = Buffer.from(await (await read(picture)).arrayBuffer());
  const image = sharp(png);
  const { data, info } = await image.clone().ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4)];
  return { picture, png, at, info: await image.metadata() };
};

const red = { r: 255, g: 0, b: 0 };
const blue = { r: 0, g: 0, b: 255 };
const plain = (width: number, height: number, background = red) =>
  sharp({ create: { width, height, channels: 3, background } });
/** Red at the left, blue at the right. */
const halves = (width: number, height: number) =>
  plain(width, height).composite([
    { input: { create: { width: width / 2, height, channels: 3, background: blue } }, left: width / 2, top: 0 },
  ]);
const isNear = (one: readonly number[], other: readonly number[]) =>
  other.every((part, i) => Math.abs(part - (one[i] ?? 0)) < 24);

/** A PNG of one bit for each pixel, all of them black: a large one is a small file. */
function blackPng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc(height * (Math.ceil(width / 8) + 1)), { level: 1 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

describe('a picture', () => {
  test.each(['png', 'jpeg', 'webp', 'gif'] as const)('may be a %s, and is shown as a square PNG', async (format) => {
    const { info, at } = await shown(await halves(400, 200).toFormat(format).toBuffer());
    expect(info).toMatchObject({ format: 'png', width: 256, height: 256 });
    // The middle of it: both halves are there.
    expect([isNear(at(20, 128), [255, 0, 0]), isNear(at(235, 128), [0, 0, 255])]).toEqual([true, true]);
  });

  test('is drawn by terminals from few pixels', async () => {
    await shown(await halves(64, 64).png().toBuffer());
    const { pixels, picture } = await ada.ask('profile.get', { user: 'ada' });
    const raw = Buffer.from(pixels ?? '', 'base64');
    expect(picture).toMatch(/^[0-9a-f]{32}$/);
    expect(raw.length).toBe(pixelsSidePx * pixelsSidePx * 4);
    expect(isNear([...raw.subarray(0, 4)], [255, 0, 0, 255])).toBe(true);
    expect(isNear([...raw.subarray(-4)], [0, 0, 255, 255])).toBe(true);
  });

  test('stands as its camera was held, and says nothing of where that was', async () => {
    const turned = await halves(64, 64)
      .withExif({ IFD0: { Artist: 'somebody' }, IFD3: { GPSLatitude: '52/1 30/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 100 })
      .toBuffer();
    const { at, info, png } = await shown(turned);
    // Turned to the right: what was left is above.
    expect([isNear(at(128, 20), [255, 0, 0]), isNear(at(128, 235), [0, 0, 255])]).toEqual([true, true]);
    expect(info).not.toHaveProperty('exif');
    expect(info.orientation).toBeUndefined();
    expect(png.includes('somebody')).toBe(false);
  });

  test('of an animation is its first frame', async () => {
    const frames = Buffer.concat([await plain(8, 8).raw().toBuffer(), await plain(8, 8, blue).raw().toBuffer()]);
    const raw = { width: 8, height: 16, channels: 3, pageHeight: 8 } as const;
    const { at, info } = await shown(await sharp(frames, { raw }).gif().toBuffer());
    expect(info).toMatchObject({ width: 256, height: 256 });
    expect(isNear(at(128, 250), [255, 0, 0])).toBe(true);
  });

  test('in the colours of a printer has those of a screen', async () => {
    const { at, info } = await shown(await plain(32, 32, blue).toColourspace('cmyk').jpeg().toBuffer());
    expect(info.space).toBe('srgb');
    expect(at(128, 128)[2]).toBeGreaterThan(100);
  });

  test('that is something else as well is only a picture afterwards', async () => {
    const page = '<script>alert(1)</script>PK\u0003\u0004';
    const { png } = await shown(Buffer.concat([await plain(16, 16).png().toBuffer(), Buffer.from(page)]));
    expect(png.includes('script')).toBe(false);
  });
});

describe('what is no picture, or not a whole one, is refused', () => {
  test.each<[string, () => Promise<Buffer> | Buffer]>([
    ['nothing', () => Buffer.alloc(0)],
    ['text', () => Buffer.from('hello')],
    [
      'a drawing that could hold a script',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    ],
    ['a kind that is not taken', async () => await plain(9, 9).tiff().toBuffer()],
    ['the beginning of a PNG alone', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ['a PNG that is cut', async () => (await halves(300, 300).png().toBuffer()).subarray(0, 150)],
    ['a JPEG that is cut', async () => cut(await noise().jpeg().toBuffer())],
    ['a WebP that is cut', async () => cut(await noise().webp().toBuffer())],
    ['a PNG with a broken byte', async () => broken(await noise().png().toBuffer())],
    [
      'a type that it only claims',
      async () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), await plain(9, 9).png().toBuffer()]),
    ],
  ])('%s', async (_what, file) => {
    expect(await refusalOf(await file())).toBe('bad_request');
  });

  const noise = () =>
    sharp(Buffer.from(Array.from({ length: 120_000 }, (_, i) => (i * 7919) % 251)), {
      raw: { width: 200, height: 200, channels: 3 },
    });
  const cut = (file: Buffer) => file.subarray(0, file.length / 2);
  const broken = (file: Buffer) => {
    const copy = Buffer.from(file);
    copy[copy.length >> 1] = (copy[copy.length >> 1] ?? 0) ^ 0xff;
    return copy;
  };
});

describe('limits', () => {
  test('a picture may have so many pixels and not a row more, however small its file is', async () => {
    const side = Math.sqrt(protocolLimits.pictureMaxPixels);
    expect(await refusalOf(blackPng(side, side))).toBe('taken');
    expect(await refusalOf(blackPng(side, side + 1))).toBe('bad_request');
    expect(await refusalOf(blackPng(30_000, 30_000))).toBe('bad_request');
  });

  test('a file may have so many bytes and not one more, whether its length is said or not', async () => {
    const file = Buffer.alloc(protocolLimits.pictureMaxBytes + 1);
    (await plain(16, 16).png().toBuffer()).copy(file);
    expect(await refusalOf(file.subarray(0, -1))).toBe('taken');
    expect(await refusalOf(file)).toBe('too_large');
    const streamed = await put(new Blob([bytes(file)]).stream());
    expect(streamed.status).toBe(413);
  });

  test('one picture of a user is read at a time, and those of others wait for their turn', async () => {
    const file = bytes(await plain(16, 16).png().toBuffer());
    const bob = await node.signup('bob');
    const answers = await Promise.all([put(file), put(file), put(file, bob.token)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 503]);
    expect(answers[2]?.status).toBe(200);
    expect((await put(file)).status).toBe(200);
  });

  test('a picture spends the budget of its user once, and before it is read: one that is too large as well', async () => {
    const strict = await startTestNode({ limits: { writesPerUserPerMinute: 2 } });
    const { token } = await strict.signup('ada');
    const send = async (body: Buffer) =>
      await fetch(`${strict.url}/v1/picture`, {
        method: 'PUT',
        body: bytes(body),
        headers: { authorization: `Bearer ${token}` },
      });
    const file = await plain(16, 16).png().toBuffer();
    const statuses = [];
    for (const body of [Buffer.alloc(protocolLimits.pictureMaxBytes + 1), file, file])
      statuses.push((await send(body)).status);
    expect(statuses).toEqual([413, 200, 429]);
    await strict.stop();
  });

  test('a request of the table takes what fits into its frame', async () => {
    const image = (await plain(16, 16).png().toBuffer()).toString('base64');
    expect(await ada.ask('picture.set', { image })).toMatchObject({ side: 256 });
    expect((await ada.try('picture.set', { image: 'A'.repeat(140_000) })).error?.code).toBe('too_large');
    expect((await ada.try('picture.set', { image: '<>' })).error?.code).toBe('bad_request');
  });
});

describe('who reads a picture', () => {
  test('has a login; the address never shows something else, and is kept', async () => {
    const { picture } = await shown(await plain(16, 16).png().toBuffer());
    const answer = await read(picture);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await read(picture, {})).status).toBe(401);
    expect((await read('0'.repeat(32))).status).toBe(404);
    await ada.ask('picture.remove', {});
    expect((await read(picture)).status).toBe(404);
    expect(await ada.ask('profile.get', { user: 'ada' })).toMatchObject({ picture: null, pixels: null });
  });

  test('is nobody whom its owner has blocked', async () => {
    const boris = await node.signup('boris');
    const { picture } = await shown(await plain(16, 16).png().toBuffer());
    const status = async () => (await read(picture, { authorization: `Bearer ${boris.token}` })).status;
    expect(await status()).toBe(200);
    await ada.ask('user.block', { username: 'boris' });
    expect(await status()).toBe(404);
    await ada.ask('user.unblock', { username: 'boris' });
    await boris.ask('user.block', { username: 'ada' });
    expect(await status()).toBe(200);
  });

  test('of somebody without one sees the one that stands for them', async () => {
    const answer = await read('identicon.svg');
    expect(answer.headers.get('content-type')).toContain('image/svg+xml');
    expect(await answer.text()).toBe(identiconSvg(ada.id));
  });

  test('in a browser is known by the cookie of the website', async () => {
    const { picture } = await shown(await plain(16, 16).png().toBuffer());
    const visitor = createVisitor(node.url);
    const path = `/pictures/${ada.id}/${picture}`;
    expect((await visitor.get(path)).status).toBe(404);
    await visitor.submit('/login', '/login', { username: 'ada', password: 'correct horse' });
    const answer = await visitor.get(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
  });

  test('nobody sends one without a login, and other methods are refused', async () => {
    expect((await put('x', 'devchat_nothing')).status).toBe(401);
    expect((await fetch(`${node.url}/v1/picture`)).status).toBe(405);
  });
});
