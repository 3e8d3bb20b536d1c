import type { LossConfig } from '@feedforward/metrics/losses';
import type { ClippingConfig } from '../clipping.ts';
import type { OptimizerConfig } from '../optimizers/optimizer.ts';
import type { Recipe } from '../trainer.ts';

/** What of a recipe can be written down. A part that is a user's own has no config: it is null. */
export interface RecipeConfig {
  readonly loss: LossConfig | null;
  readonly optimizer: OptimizerConfig | null;
  /** Undefined where there is no clipping. */
  readonly clipping?: ClippingConfig | null | undefined;
  readonly seed: number;
}

/** A recipe written down, with the seed that was drawn where it has none. */
export function recipeConfig({ loss, optimizer, clipping }: Recipe, seed: number): RecipeConfig {
  return {
    loss: loss.config ?? null,
    optimizer: optimizer.config ?? null,
    clipping: clipping && (clipping.config ?? null),
    seed,
  };
}
