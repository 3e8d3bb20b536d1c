import { type LossConfig, lossFromConfig } from '@feedforward/metrics/losses';
import { clippingFromConfig } from '../clipping.ts';
import { optimizerFromConfig } from '../optimizers/optimizer-from-config.ts';
import type { Recipe } from '../trainer.ts';

/**
 * The recipe that a file has as its text `recipe`, with the parts that are given in place of its own.
 * @throws RangeError that names the part that the file does not tell of, and that is not given.
 */
export function recipeIn(text: string | undefined, given: Partial<Recipe>, name: string): Recipe {
  const written = parse(text, name);
  const part = <T>(which: 'loss' | 'optimizer' | 'clipping', make: (config: unknown) => T): T => {
    const config = written[which];
    if (config === null || config === undefined) {
      throw cannot(name, `its ${which} is not one of this library, and no file holds it. Give it as { ${which} }.`);
    }
    try {
      return make(config);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw cannot(name, `its ${which} cannot be made. ${reason} Or give it as { ${which} }.`, cause);
    }
  };
  const loss = given.loss ?? part('loss', lossIn);
  const optimizer = given.optimizer ?? part('optimizer', optimizerFromConfig);
  const isClipped = written.clipping !== undefined;
  const clipping = given.clipping ?? (isClipped ? part('clipping', clippingFromConfig) : undefined);
  const seed = given.seed ?? written.seed;
  if (typeof seed !== 'number') throw cannot(name, `its seed must be a number, it is ${JSON.stringify(seed)}.`);
  return { ...given, loss, optimizer, clipping, seed };
}

function parse(text: string | undefined, name: string): Readonly<Record<string, unknown>> {
  if (text === undefined) {
    throw cannot(name, `it takes the recipe as "recipe" in the metadata, as a file that a Trainer saved has it.`);
  }
  try {
    const written: unknown = JSON.parse(text);
    if (isRecord(written)) return written;
  } catch {
    // told below
  }
  throw cannot(name, 'its "recipe" is not a recipe in JSON.');
}

function lossIn(config: unknown): ReturnType<typeof lossFromConfig> {
  if (isLossConfig(config)) return lossFromConfig(config);
  throw new RangeError('It takes an object with a type, a reduction, and options that are no objects.');
}

function isLossConfig(config: unknown): config is LossConfig {
  if (!isRecord(config)) return false;
  const { type, reduction, ...options } = config;
  return (
    typeof type === 'string' &&
    (reduction === 'mean' || reduction === 'sum') &&
    Object.values(options).every((option) => ['string', 'number', 'boolean'].includes(typeof option))
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function cannot(name: string, why: string, cause?: unknown): RangeError {
  return new RangeError(`Cannot make a trainer from ${name}: ${why}`, { cause });
}
