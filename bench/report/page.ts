import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Result } from '../contests/contest.ts';
import { contestSection } from './contest-section.ts';
import { productsFigure } from './products-figure.ts';
import { productsSection } from './products-section.ts';
import { replaceGenerated } from './replace-generated.ts';
import { trainingFigure } from './training-figure.ts';

const docs = new URL('../../apps/docs/', import.meta.url);

/** Puts a whole run into the documentation: the tables between the page's markers, the figures beside them. */
export function writePage(results: readonly Result[], heading: string): void {
  const training = results.filter(({ contest }) => contest.id.startsWith('training/'));
  const products = results.filter(({ contest }) => contest.id.startsWith('products/'));
  const others = results.filter((result) => !products.includes(result) && !training.includes(result));
  const figures = new URL('public/', docs);
  mkdirSync(figures, { recursive: true });
  writeFileSync(new URL('benchmark-training.svg', figures), trainingFigure(training));
  writeFileSync(new URL('benchmark-products.svg', figures), productsFigure(products));

  const page = new URL('benchmarks.md', docs);
  const generated = [
    heading,
    '![Training speed relative to Feedforward, on four networks](/benchmark-training.svg)',
    ...[...training, ...others].map(contestSection),
    productsSection(products),
    '![Matrix products, as shares of the peak](/benchmark-products.svg)',
  ].join('\n\n');
  writeFileSync(page, replaceGenerated(readFileSync(page, 'utf8'), generated));
}
