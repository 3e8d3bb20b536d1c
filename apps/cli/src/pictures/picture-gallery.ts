import { printable } from '@feedforward/checkpoint';
import type { Output } from '../io.ts';
import { gallery } from '../terminal/gallery.ts';
import { drawPicture } from './draw-picture.ts';
import { type Box, brightBox, crop, type Picture } from './picture.ts';

/** Pictures of one size side by side, without the margin that is empty in all of them, each over its caption. */
export function pictureGallery(
  pictures: readonly { readonly picture: Picture; readonly caption: string }[],
  output: Output,
): string {
  const colours = output.hasColors?.(256) ?? false;
  const boxes = pictures.flatMap(({ picture }) => brightBox(picture, 0.1) ?? []);
  const box: Box = {
    left: Math.min(...boxes.map(({ left }) => left)),
    top: Math.min(...boxes.map(({ top }) => top)),
    right: Math.max(...boxes.map(({ right }) => right)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  };
  const exhibits = pictures.map(({ picture, caption }) => ({
    lines: drawPicture(boxes.length > 0 ? crop(picture, box) : picture, colours),
    caption: printable(caption),
  }));
  return gallery(exhibits, output.columns ?? 80);
}
