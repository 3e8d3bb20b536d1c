/**
 * Told of every checkpoint that an estimator saves: TensorFlow's `CheckpointSaverListener`. Each may return a promise,
 * which training waits for.
 */
export interface CheckpointSaverListener {
  begin?(): void | Promise<void>;
  beforeSave?(globalStep: number): void | Promise<void>;
  /** @returns True to end training. */
  afterSave?(globalStep: number): boolean | void | Promise<boolean | void>;
  /** After the last step. */
  end?(globalStep: number): void | Promise<void>;
}
