// Small pictures as plain pixels: what a terminal can draw without a decoder.

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and alpha of each pixel, row by row. */
  readonly rgba: Uint8Array;
}

/** The picture in another size: each new pixel is the mean of what it covers, clear ones weighing nothing. */
export function resized({ width, height, rgba }: Pixels, toWidth: number, toHeight: number): Pixels {
  const made = new Uint8Array(toWidth * toHeight * 4);
  for (let y = 0; y < toHeight; y++) {
    for (let x = 0; x < toWidth; x++) {
      const left = Math.floor((x * width) / toWidth);
      const top = Math.floor((y * height) / toHeight);
      const right = Math.max(left + 1, Math.floor(((x + 1) * width) / toWidth));
      const bottom = Math.max(top + 1, Math.floor(((y + 1) * height) / toHeight));
      made.set(mean(rgba, width, { left, top, right, bottom }), (y * toWidth + x) * 4);
    }
  }
  return { width: toWidth, height: toHeight, rgba: made };
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function mean(rgba: Uint8Array, width: number, { left, top, right, bottom }: Area): number[] {
  const sums = [0, 0, 0];
  let alphas = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = (y * width + x) * 4;
      const alpha = rgba[at + 3] ?? 0;
      alphas += alpha;
      for (const [i, sum] of sums.entries()) sums[i] = sum + (rgba[at + i] ?? 0) * alpha;
    }
  }
  const count = (right - left) * (bottom - top);
  return [...sums.map((sum) => (alphas === 0 ? 0 : Math.round(sum / alphas))), Math.round(alphas / count)];
}
