/** A picture in shades of grey: 0 is black, 1 is white. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Row after row. */
  readonly pixels: ArrayLike<number>;
}

/** A part of a picture, in pixels: from the first to before the second. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The smallest part that holds all pixels of this brightness or more; undefined if there are none. */
export function brightBox({ width, height, pixels }: Picture, least: number): Box | undefined {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (pixels[y * width + x]! < least) continue;
      [left, top] = [Math.min(left, x), Math.min(top, y)];
      [right, bottom] = [Math.max(right, x + 1), Math.max(bottom, y + 1)];
    }
  }
  return right > 0 ? { left, top, right, bottom } : undefined;
}

export function crop({ width, pixels }: Picture, { left, top, right, bottom }: Box): Picture {
  const out = new Float64Array((right - left) * (bottom - top));
  let next = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) out[next++] = pixels[y * width + x]!;
  }
  return { width: right - left, height: bottom - top, pixels: out };
}
