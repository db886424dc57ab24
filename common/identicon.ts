// The picture of who has none: five by five squares that mirror each other, made from the user's id, the same everywhere and for ever.
import type { Pixels } from './pixels.ts';

const cells = 5;

interface Pattern {
  /** `#rrggbb`; the ground is the same hue, nearly white. */
  readonly colour: readonly [number, number, number];
  readonly ground: readonly [number, number, number];
  readonly isFilled: (x: number, y: number) => boolean;
}

function patternOf(id: string): Pattern {
  const hue = hashOf(`hue ${id}`) % 360;
  const bits = hashOf(`squares ${id}`);
  const half = Math.ceil(cells / 2);
  return {
    colour: rgbOf(hue, 0.5, 0.45),
    ground: rgbOf(hue, 0.35, 0.9),
    isFilled: (x, y) => ((bits >>> (Math.min(x, cells - 1 - x) + y * half)) & 1) === 1,
  };
}

/** In a square of `side` pixels, at least five. */
export function identiconPixels(id: string, side: number): Pixels {
  const { colour, ground, isFilled } = patternOf(id);
  const cell = Math.floor(side / cells);
  const edge = Math.floor((side - cell * cells) / 2);
  const rgba = new Uint8Array(side * side * 4);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [column, row] = [Math.floor((x - edge) / cell), Math.floor((y - edge) / cell)];
      const isInside = column >= 0 && row >= 0 && column < cells && row < cells;
      rgba.set([...(isInside && isFilled(column, row) ? colour : ground), 255], (y * side + x) * 4);
    }
  }
  return { width: side, height: side, rgba };
}

export function identiconSvg(id: string): string {
  const { colour, ground, isFilled } = patternOf(id);
  const places = Array.from({ length: cells * cells }, (_, i) => ({ x: i % cells, y: Math.floor(i / cells) }));
  const squares = places.filter(({ x, y }) => isFilled(x, y)).map(({ x, y }) => `M${x} ${y}h1v1h-1z`);
  const words = (rgb: readonly number[]) => `rgb(${rgb.join(',')})`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${cells} ${cells}" shape-rendering="crispEdges"><path fill="${words(ground)}" d="M0 0h${cells}v${cells}h-${cells}z"/><path fill="${words(colour)}" d="${squares.join('')}"/></svg>\n`;
}

/** FNV-1a with a last mixing, so that ids made in the same millisecond look nothing alike. */
function hashOf(text: string): number {
  let hash = 2166136261;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** From hue (degrees), saturation and lightness (0 to 1). */
function rgbOf(hue: number, saturation: number, lightness: number): [number, number, number] {
  const spread = saturation * Math.min(lightness, 1 - lightness);
  const part = (n: number) => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (lightness - spread * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [part(0), part(8), part(4)];
}
