import { brightBox, type Picture } from './picture.ts';
import { resize } from './resize.ts';

/** Fainter than this is paper. */
const faint = 0.1;

/** How a picture is brought into the form that a network knows. */
export interface Fitting {
  /** Pixels in a row, and rows. */
  readonly side: number;
  /** The share of the side that the longer side of what is drawn takes. Default 20/28, as in MNIST. */
  readonly share?: number;
  /** What errors call the picture. */
  readonly name: string;
}

/**
 * A picture of one thing as MNIST has its digits (LeCun et al. 1998): light on black, scaled without changing its
 * proportions, and moved so that its centre of mass lies at the centre. MNIST's own pictures stay as they are.
 *
 * Whether it is dark on light or light on dark is told by the picture's border.
 * @throws RangeError if nothing is on the picture.
 */
export function fitPicture(picture: Picture, { side, share = 20 / 28, name }: Fitting): Picture {
  const ink = inkOf(picture);
  const box = brightBox(ink, faint);
  if (!box) throw new RangeError(`Cannot find anything on "${name}": its pixels are all alike.`);
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const scale = (side * share) / Math.max(width, height);
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  return centred(stretched(resize(ink, box, size)), side);
}

/** How much each pixel differs from the paper, in the direction of ink: 0 … 1. */
function inkOf(picture: Picture): Picture {
  const { width, height, pixels } = picture;
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(pixels[x]!, pixels[(height - 1) * width + x]!);
  for (let y = 0; y < height; y++) border.push(pixels[y * width]!, pixels[y * width + width - 1]!);
  const paper = border.sort((a, b) => a - b)[border.length >> 1]!;
  const sign = paper > 0.5 ? -1 : 1;
  return stretched(mapped(picture, (value) => Math.max(0, sign * (value - paper))));
}

/** With the strongest ink at 1. A picture with next to no ink becomes empty. */
function stretched(picture: Picture): Picture {
  let strongest = 0;
  for (let i = 0; i < picture.pixels.length; i++) strongest = Math.max(strongest, picture.pixels[i]!);
  return mapped(picture, (value) => (strongest < 0.05 ? 0 : value / strongest));
}

/** In a loop, for `Float64Array.from` takes seconds and a gigabyte for a photograph. */
function mapped({ width, height, pixels }: Picture, change: (value: number) => number): Picture {
  const changed = new Float64Array(pixels.length);
  for (let i = 0; i < changed.length; i++) changed[i] = change(pixels[i]!);
  return { width, height, pixels: changed };
}

/** MNIST's centre is the pixel at index side / 2, not the line before it. */
function centred({ width, height, pixels }: Picture, side: number): Picture {
  let [sum, sumX, sumY] = [0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = pixels[y * width + x]!;
      [sum, sumX, sumY] = [sum + value, sumX + value * x, sumY + value * y];
    }
  }
  const start = (centre: number, size: number): number =>
    Math.min(Math.max(Math.round(side / 2 - centre), 0), side - size);
  const [left, top] = [start(sumX / sum, width), start(sumY / sum, height)];
  const out = new Float64Array(side * side);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) out[(top + y) * side + left + x] = pixels[y * width + x]!;
  }
  return { width: side, height: side, pixels: out };
}
