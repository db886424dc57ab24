import { expect, test } from 'vitest';
import { identiconPixels, identiconSvg } from './identicon.ts';
import { resized } from './pixels.ts';
import { userId } from './test-data.ts';

/** Where the drawing is, row by row. */
function filled(id: string): string[] {
  const { rgba, width } = identiconPixels(id, 5);
  const [edge] = new Set(Array.from({ length: 25 }, (_, i) => rgba.slice(i * 4, i * 4 + 3).join()));
  return Array.from({ length: 5 }, (_, y) =>
    Array.from({ length: 5 }, (__, x) => {
      const at = (y * width + x) * 4;
      return rgba.slice(at, at + 3).join() === edge ? 'a' : 'b';
    }).join(''),
  );
}

test('it is the same for ever, mirrors itself, and is another one for an id of the same millisecond', () => {
  const [one, other] = [filled(userId(1)), filled(userId(2))];
  expect(one).toEqual(filled(userId(1)));
  expect(one).not.toEqual(other);
  for (const row of one) expect(row).toBe(Array.from(row).toReversed().join(''));
  expect(identiconSvg(userId(1))).toMatchInlineSnapshot(`
    "<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 5 5" shape-rendering="crispEdges"><path fill="rgb(238,221,231)" d="M0 0h5v5h-5z"/><path fill="rgb(172,57,124)" d="M2 0h1v1h-1zM0 1h1v1h-1zM4 1h1v1h-1zM0 2h1v1h-1zM1 2h1v1h-1zM2 2h1v1h-1zM3 2h1v1h-1zM4 2h1v1h-1zM0 3h1v1h-1zM2 3h1v1h-1zM4 3h1v1h-1zM1 4h1v1h-1zM3 4h1v1h-1z"/></svg>
    "
  `);
});

test('a browser and a terminal are shown the same', () => {
  const { rgba } = identiconPixels(userId(3), 5);
  const svg = identiconSvg(userId(3));
  const drawn = new Set([...svg.matchAll(/M(\d) (\d)h1/g)].map(([, x, y]) => `${x},${y}`));
  const colour = /rgb\(([\d,]+)\)" d="M\d \dh1/.exec(svg)?.[1];
  for (let i = 0; i < 25; i++) {
    const isColoured = rgba.slice(i * 4, i * 4 + 3).join() === colour;
    expect(isColoured).toBe(drawn.has(`${i % 5},${Math.floor(i / 5)}`));
  }
});

test('a smaller picture has the mean of what it covers, and clear pixels weigh nothing', () => {
  const rgba = Uint8Array.from(
    [
      [200, 0, 0, 255],
      [100, 0, 0, 255],
      [9, 9, 9, 0],
      [50, 60, 70, 255],
    ].flat(),
  );
  expect([...resized({ width: 2, height: 2, rgba }, 1, 2).rgba]).toEqual([150, 0, 0, 255, 50, 60, 70, 128]);
});
