import type { HookContext, TrainingHook } from './training-hook.ts';

/** What {@link NanTensorHook} takes. */
export interface NanTensorOptions {
  /** Whether training is to end with an error then, as it does without this hook, or quietly. Default true. */
  readonly failOnNanLoss?: boolean | undefined;
}

/**
 * Says what becomes of training where the loss is NaN or infinite: TensorFlow's hook of that name. Either way the
 * step is not taken, so that the variables are the last good ones.
 */
export class NanTensorHook implements TrainingHook {
  readonly #fails: boolean;

  constructor({ failOnNanLoss = true }: NanTensorOptions = {}) {
    this.#fails = failOnNanLoss;
  }

  onNonFiniteLoss(_: HookContext): boolean {
    return !this.#fails;
  }
}
