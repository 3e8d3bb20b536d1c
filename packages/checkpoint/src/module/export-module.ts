import type { NetworkSource } from '../network/network-source.ts';
import { readNetwork } from '../network/read-network.ts';
import { forwardSource } from './forward-source.ts';
import { headerSource } from './header-source.ts';
import { predictSource } from './predict-source.ts';
import { type WeightsPlace, weightsSource } from './weights-source.ts';

/** How {@link exportModule} writes. */
export interface ExportModuleOptions {
  /**
   * `inline`: in the module, in base64. `{ url }`: in a file of their own, that `encodeModuleWeights` gives the bytes
   * of, at a URL that may be relative to the module. Default `inline`.
   */
  readonly weights?: WeightsPlace | undefined;
}

/**
 * The text of an ES module that predicts as the network does, and needs nothing else: it runs in Node, Deno, Bun and
 * browsers, and its types are in JSDoc. It exports `predict`, `inputShape`, `outputShape` and
 * `outputKind`. Sums are in float64, so
 * its outputs are the trainer's to about 1e-6.
 *
 * @param source The config and the tensors, such as `{ config: model.config, tensors: trainer.parameters() }`.
 * @throws TypeError or RangeError that names the layer, option or parameter that cannot be exported.
 *
 * @example
 * ```ts
 * import { exportModule } from '@feedforward/checkpoint/module';
 *
 * const text = exportModule({
 *   config: { type: 'sequential', inputShape: [2], layers: [{ type: 'dense', name: 'outputs', units: 1 }] },
 *   tensors: [
 *     ['outputs/kernel', { dtype: 'float32', shape: [2, 1], data: Float32Array.of(2, 3) }],
 *     ['outputs/bias', { dtype: 'float32', shape: [1], data: Float32Array.of(0.5) }],
 *   ],
 * });
 * const { predict } = await import(`data:text/javascript,${encodeURIComponent(text)}`);
 * console.log(predict([[1, 10]])); // [ Float32Array(1) [ 32.5 ] ]
 * ```
 */
export function exportModule(source: NetworkSource, { weights = 'inline' }: ExportModuleOptions = {}): string {
  const network = readNetwork(source);
  const place = checkPlace(weights);
  const parts = [headerSource(network), predictSource(network), forwardSource(network), weightsSource(network, place)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function checkPlace(weights: unknown): WeightsPlace {
  if (weights === 'inline') return weights;
  const url = typeof weights === 'object' && weights !== null && Reflect.get(weights, 'url');
  if (typeof url === 'string' || url instanceof URL) return { url };
  throw new TypeError(
    `Cannot export the network: weights must be "inline" or { url }, found ${JSON.stringify(weights)}.`,
  );
}
