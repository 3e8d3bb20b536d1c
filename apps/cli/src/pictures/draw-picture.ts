import type { Picture } from './picture.ts';

/**
 * A picture as lines of text, a character to two pixels, one above the other.
 * @param colours Whether the terminal has 256 colours. Without them a pixel is either there or not.
 */
export function drawPicture({ width, height, pixels }: Picture, colours: boolean): string[] {
  const at = (x: number, y: number): number => (y < height ? pixels[y * width + x]! : 0);
  return Array.from({ length: Math.ceil(height / 2) }, (_, line) => {
    const pairs = Array.from({ length: width }, (_, x) => [at(x, 2 * line), at(x, 2 * line + 1)] as const);
    if (!colours) return pairs.map(([above, below]) => block(above, below)).join('');
    return `${pairs.map(([above, below]) => `\x1b[38;5;${grey(above)};48;5;${grey(below)}m▀`).join('')}\x1b[0m`;
  });
}

/** In the palette of 256 colours, black is 16, white 231, and between them are 24 greys from 232. */
function grey(value: number): number {
  const shade = Math.round(Math.min(Math.max(value, 0), 1) * 25);
  return shade === 0 ? 16 : shade === 25 ? 231 : 231 + shade;
}

function block(above: number, below: number): string {
  const isInk = (value: number): boolean => value > 0.4;
  if (isInk(above)) return isInk(below) ? '█' : '▀';
  return isInk(below) ? '▄' : ' ';
}
