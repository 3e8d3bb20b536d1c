import type { LossConfig } from '@feedforward/metrics/losses';
import type { ClippingConfig } from '../clipping.ts';
import type { OptimizerConfig } from '../optimizers/optimizer.ts';
import type { Recipe } from '../trainer.ts';

/** What of a recipe can be written down: a part that is a user's own has no config, and is left out. */
export interface RecipeConfig {
  readonly loss?: LossConfig | undefined;
  readonly optimizer?: OptimizerConfig | undefined;
  readonly clipping?: ClippingConfig | undefined;
  readonly seed: number;
}

/** A recipe written down, with the seed that was drawn where it has none. */
export function recipeConfig({ loss, optimizer, clipping }: Recipe, seed: number): RecipeConfig {
  return { loss: loss.config, optimizer: optimizer.config, clipping: clipping?.config, seed };
}
