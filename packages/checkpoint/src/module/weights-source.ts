import { layerTensors } from '../network/layer-tensors.ts';
import type { Network } from '../network/network.ts';
import { base64 } from './base64.ts';
import { stringLiteral } from './string-literal.ts';
import { weightBytes } from './weight-bytes.ts';

/** Where a module finds its weights: in itself, or at a URL, which may be relative to it. */
export type WeightsPlace = 'inline' | { readonly url: string | URL };

/** The source of the weights, by name; empty for a network that has none. */
export function weightsSource(network: Network, place: WeightsPlace): string {
  const tensors = network.layers.flatMap(layerTensors);
  if (tensors.length === 0) return '';
  const members = tensors.map(({ name, shape, data }) => {
    return `  ${stringLiteral(name)}: take(${data.length}), // [${shape.join(', ')}]`;
  });
  const count = tensors.reduce((sum, { data }) => sum + data.length, 0);
  const source = place === 'inline' ? inlineSource : sideFileSource(String(place.url), 4 * count);
  const parts = [source, takeSource, `const weights = {\n${members.join('\n')}\n};`];
  if (place === 'inline') parts.push(encodedSource(base64(weightBytes(network))));
  return parts.join('\n\n');
}

const inlineSource = `\
/** All weights, float32 of little endian. */
const bytes = Uint8Array.from(atob(encoded()), (character) => character.charCodeAt(0));`;

function sideFileSource(url: string, byteLength: number): string {
  return `\
/** All weights, float32 of little endian. */
const bytes = await read(new URL(${stringLiteral(url)}, import.meta.url));
if (bytes.length !== ${byteLength}) {
  throw new RangeError(\`Cannot load the network: its weights must be ${byteLength} bytes, found \${bytes.length}.\`);
}

/** From a disk, where there is one, else by fetch. @param {URL} url @returns {Promise<Uint8Array>} */
async function read(url) {
  const files = url.protocol === 'file:' && Reflect.get(globalThis, 'process')?.getBuiltinModule?.('node:fs');
  if (files) return files.readFileSync(url);
  const response = await fetch(url);
  if (!response.ok) throw new Error(\`Cannot load the network: \${url} answers \${response.status}.\`);
  return new Uint8Array(await response.arrayBuffer());
}`;
}

const takeSource = `\
let taken = 0;

/** The next so many weights. @param {number} count */
function take(count) {
  const view = new DataView(bytes.buffer, bytes.byteOffset + 4 * taken, 4 * count);
  taken += count;
  return Float32Array.from({ length: count }, (_, i) => view.getFloat32(4 * i, true));
}`;

function encodedSource(text: string): string {
  return `\
/** All weights, in base64. */
function encoded() {
  return '${text}';
}`;
}
