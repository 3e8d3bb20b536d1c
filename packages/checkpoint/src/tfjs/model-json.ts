import { isSafeName } from '../files/is-safe-name.ts';
import { JsonValue } from '../json-value.ts';
import { parseJson } from '../parse-json.ts';
import type { Refuse } from '../refuse.ts';
import type { TfjsReadArtifacts } from './artifacts.ts';

/** What `model.json` says. */
export interface ModelJson {
  /** All but the weights' bytes. */
  readonly artifacts: TfjsReadArtifacts;
  /** The files with the weights' bytes, within the folder of `model.json`, in order. */
  readonly paths: readonly string[];
}

/** The members that are handed on as they are. */
const kept = ['format', 'generatedBy', 'convertedBy', 'trainingConfig', 'userDefinedMetadata'];

/** Reads `model.json`: what it says of the network and its weights is checked where it is used. */
export function parseModelJson(bytes: Uint8Array, refuse: Refuse): ModelJson {
  const json = new JsonValue(parseJson(bytes, 'model.json', refuse), 'model.json', refuse);
  const format = json.get('format');
  if (!format.isMissing && format.string() !== 'layers-model') throw format.unexpected('"layers-model"');
  const manifest = json.get('weightsManifest');
  const groups = manifest.isMissing ? [] : manifest.array();
  const paths = groups.flatMap((group) => group.get('paths').array().map(safePath));
  // On some systems names that differ in their case alone are one file's.
  if (new Set(paths.map((path) => path.toLowerCase())).size < paths.length) {
    throw refuse('its weightsManifest must have each of its files once, it has one of them again');
  }
  const weightSpecs = groups.flatMap((group) =>
    group
      .get('weights')
      .array()
      .map(({ raw }) => raw),
  );
  const extras = Object.fromEntries(
    kept.flatMap((key) => (json.get(key).isMissing ? [] : [[key, json.get(key).raw] as const])),
  );
  return { artifacts: { ...extras, modelTopology: json.get('modelTopology').raw, weightSpecs }, paths };
}

/** The bytes of `model.json` for a model whose weights are in one file. */
export function formatModelJson(
  { weightData: _, weightSpecs, ...others }: TfjsReadArtifacts,
  path: string,
): Uint8Array<ArrayBuffer> {
  const weightsManifest = [{ paths: [path], weights: weightSpecs ?? [] }];
  return new TextEncoder().encode(JSON.stringify({ ...others, weightsManifest }));
}

function safePath(path: JsonValue): string {
  if (!isSafeName(path.string()) || /\/(\/|$)/.test(path.string())) throw path.unexpected('a path within its folder');
  return path.string();
}
