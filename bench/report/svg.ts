import { type PlotOptions, plot } from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** A figure as an SVG file, on white, so that it can be read in a dark page too. */
export function svgOf(options: PlotOptions): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const figure = plot({ ...options, document, style: { background: 'white', color: '#222' } });
  figure.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `${figure.outerHTML}\n`;
}
