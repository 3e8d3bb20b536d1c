import type { Loss } from '@feedforward/metrics/losses';
import { gradientDescent } from '../optimizers/gradient-descent.ts';
import { recipeIn } from './recipe-in.ts';

/** The loss in a recipe that a file has as its text `recipe`; undefined where it has none, or it was a user's own. */
export function lossIn(recipe: string | undefined): Loss | undefined {
  if (recipe === undefined) return undefined;
  try {
    return recipeIn(recipe, { optimizer: gradientDescent(), seed: 0 }, 'the file').loss;
  } catch {
    return undefined;
  }
}
