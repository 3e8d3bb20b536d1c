import type { OutputKind } from '@feedforward/datasets';
import type { Model } from '@feedforward/layers';
import { checkOutputs } from '../check-outputs.ts';
import { gradientDescent } from '../optimizers/gradient-descent.ts';
import { recipeIn } from './recipe-in.ts';

/**
 * What a saved network's outputs are: what it says, or else what the loss that it was trained on takes them for.
 * Undefined where no file tells that.
 */
export function outputKindIn(model: Model, recipe: string | undefined): OutputKind | undefined {
  if (model.outputKind || recipe === undefined) return model.outputKind;
  try {
    return checkOutputs(model, recipeIn(recipe, { optimizer: gradientDescent(), seed: 0 }, '').loss);
  } catch {
    return undefined; // a loss of the user's own
  }
}
