import type { Recipe } from './trainer.ts';

/**
 * Refuses a recipe of names, such as Keras takes, and of what is missing.
 * @throws TypeError that says what is to be given; RangeError for a metric that is called as the loss is.
 */
export function checkRecipe({ loss, optimizer, metrics = {} }: Recipe): void {
  const check = (holds: boolean, option: string, takes: string, found: unknown): void => {
    const what = typeof found === 'string' ? JSON.stringify(found) : typeof found;
    if (!holds) throw new TypeError(`Cannot make a trainer: ${option} takes ${takes}, found ${what}.`);
  };
  check(typeof loss === 'function', 'loss', 'a function such as meanSquaredError() gives', loss);
  check(typeof optimizer?.update === 'function', 'optimizer', 'an optimizer such as adam() gives', optimizer);
  for (const [name, metric] of Object.entries(metrics)) {
    check(typeof metric?.start === 'function', `metrics.${name}`, 'a metric such as accuracy() gives', metric);
  }
  if (Object.hasOwn(metrics, 'loss')) {
    throw new RangeError('Cannot report a metric as "loss": the loss itself goes by that name.');
  }
}
