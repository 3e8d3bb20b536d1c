import type { Box, Picture } from './picture.ts';

/** A part of a picture in another size: each new pixel is the mean of the area that it covers. */
export function resize({ width, pixels }: Picture, box: Box, size: { width: number; height: number }): Picture {
  const across = shares(box.left, box.right, size.width);
  const down = shares(box.top, box.bottom, size.height);
  const out = new Float64Array(size.width * size.height);
  down.forEach((rows, y) => {
    across.forEach((columns, x) => {
      let sum = 0;
      for (const [row, height] of rows) {
        for (const [column, breadth] of columns) sum += pixels[row * width + column]! * height * breadth;
      }
      out[y * size.width + x] = sum;
    });
  });
  return { ...size, pixels: out };
}

/** For each of `count` equal parts of start … end: which pixels it covers, and what share of it each is. */
function shares(start: number, end: number, count: number): (readonly [pixel: number, share: number])[][] {
  const step = (end - start) / count;
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [start + i * step, Math.min(start + (i + 1) * step, end)];
    const parts: [number, number][] = [];
    for (let pixel = Math.floor(from); pixel < to; pixel++) {
      parts.push([pixel, (Math.min(pixel + 1, to) - Math.max(pixel, from)) / step]);
    }
    return parts;
  });
}
