import { formatFloat32 } from '../log/format-number.ts';
import { IntervalTimer } from './interval-timer.ts';
import type { HookContext, StepValues, TrainingHook } from './training-hook.ts';

/** What {@link LoggingTensorHook} takes. */
export interface LoggingTensorOptions {
  /**
   * What to log: `'loss'`, `'step'` (the global step) and variables by the names that `getVariableNames` gives; as a
   * list, or by the words that the log is to have for them.
   */
  readonly tensors: readonly string[] | Readonly<Record<string, string>>;
  /** Every so many steps. Default: by time, `everyNSecs`. */
  readonly everyNIter?: number | undefined;
  readonly everyNSecs?: number | undefined;
  /** Only, or also, after the last step. Default false. */
  readonly atEnd?: boolean | undefined;
  /** The line, from the values as texts. Default: `loss = 0.25, step = 101 (0.255 sec)`. */
  readonly formatter?: ((values: ReadonlyMap<string, string>) => string) | undefined;
}

/**
 * Logs the loss, the step and variables, first at the first step, then every so many: TensorFlow's hook of that name.
 * An estimator has one of its own, for `loss` and `step`, every 100 steps.
 */
export class LoggingTensorHook implements TrainingHook {
  readonly #tensors: readonly (readonly [tag: string, name: string])[];
  readonly #timer: IntervalTimer | undefined;
  readonly #options: LoggingTensorOptions;
  #iteration = 0;
  #last: StepValues | undefined;

  /** @throws RangeError unless it is told when to log, by one of the three. */
  constructor(options: LoggingTensorOptions) {
    const { tensors, everyNIter: steps, everyNSecs: seconds, atEnd = false } = options;
    this.#tensors = isList(tensors) ? tensors.map((name) => [name, name]) : Object.entries(tensors);
    const isOnlyAtEnd = atEnd && steps === undefined && seconds === undefined;
    this.#timer = isOnlyAtEnd ? undefined : new IntervalTimer('log tensors', { steps, seconds });
    this.#options = options;
  }

  begin(): void {
    this.#timer?.reset();
    this.#iteration = 0;
    this.#last = undefined;
  }

  afterRun(context: HookContext, values: StepValues): void {
    this.#last = values;
    if (this.#timer?.isDue(this.#iteration)) this.#log(context, values, this.#timer.restart(this.#iteration)?.seconds);
    this.#iteration++;
  }

  end(context: HookContext): void {
    if (this.#options.atEnd && this.#last) this.#log(context, this.#last);
  }

  #log(context: HookContext, values: StepValues, seconds?: number): void {
    const texts = new Map(this.#tensors.map(([tag, name]) => [tag, textOf(name, context, values)]));
    const { formatter } = this.#options;
    const line = formatter?.(texts) ?? Array.from(texts, ([tag, text]) => `${tag} = ${text}`).join(', ');
    context.logger.info(seconds === undefined || formatter ? line : `${line} (${seconds.toFixed(3)} sec)`);
  }
}

function textOf(name: string, context: HookContext, { loss, globalStep }: StepValues): string {
  if (name === 'loss') return formatFloat32(loss);
  if (name === 'step' || name === 'global_step') return String(globalStep);
  const { data } = context.variable(name);
  return data.length === 1
    ? formatFloat32(Number(data[0]))
    : `[${Array.from(data, Number).map(formatFloat32).join(' ')}]`;
}

function isList(tensors: LoggingTensorOptions['tensors']): tensors is readonly string[] {
  return Array.isArray(tensors);
}
