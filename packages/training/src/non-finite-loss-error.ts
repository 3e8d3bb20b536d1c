/** Training came to a loss that is NaN or infinite. The parameters are those from before that step. */
export class NonFiniteLossError extends RangeError {
  override readonly name = 'NonFiniteLossError';
  /** The step that gave it, counted from 1. */
  readonly step: number;
  readonly loss: number;

  constructor(step: number, loss: number) {
    super(
      `Cannot go on training: the loss at step ${step} is ${loss}. Try a smaller learning rate, gradient clipping, or features scaled to about −1 … 1.`,
    );
    this.step = step;
    this.loss = loss;
  }
}
