import { PNG } from 'pngjs';
import type { Picture } from './picture.ts';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** A file of a few bytes can declare any size. */
const mostPixels = 50_000_000;

/**
 * A PNG file's picture in shades of grey (Rec. 709 luma). What is transparent becomes white paper, or black under
 * strokes that are light.
 * @throws RangeError if it is no PNG, is damaged, or too large.
 */
export function readPng(bytes: Uint8Array, name: string): Picture {
  if (!signature.every((byte, i) => bytes[i] === byte)) {
    throw new RangeError(`Cannot read picture "${name}": it is not a PNG file.`);
  }
  const { width, height, data } = decode(bytes, name);
  const shade = new Float32Array(width * height);
  const opacity = (i: number): number => data[4 * i + 3]! / 255;
  let [light, weight] = [0, 0];
  for (let i = 0; i < shade.length; i++) {
    shade[i] = (0.2126 * data[4 * i]! + 0.7152 * data[4 * i + 1]! + 0.0722 * data[4 * i + 2]!) / 255;
    light += shade[i]! * opacity(i);
    weight += opacity(i);
  }
  const paper = light > weight / 2 ? 0 : 1;
  return { width, height, pixels: shade.map((value, i) => value * opacity(i) + paper * (1 - opacity(i))) };
}

function decode(bytes: Uint8Array, name: string): PNG {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (bytes.length < 24) throw new RangeError('it is cut short');
    const [width, height] = [view.getUint32(16), view.getUint32(20)];
    if (width * height > mostPixels) throw new RangeError(`its ${width} × ${height} pixels are too many`);
    return PNG.sync.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RangeError(`Cannot read picture "${name}": the PNG file is damaged (${reason}).`, { cause });
  }
}
