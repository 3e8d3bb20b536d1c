import { type Model, modelFromConfig } from '@feedforward/layers';

/**
 * The network whose config a file has as its text `model`.
 * @param instead What to do where it has none.
 * @throws RangeError if it has none, or one that no network can be made of.
 */
export function modelIn(config: string | undefined, name: string, instead: string): Model {
  if (config === undefined) {
    throw new RangeError(
      `Cannot load a model from ${name}: it takes the network's config as "model" in the metadata, there is none. ${instead}`,
    );
  }
  try {
    return modelFromConfig(JSON.parse(config));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RangeError(`Cannot load a model from ${name}: its "model" is not a network's config. ${reason}`, {
      cause,
    });
  }
}
