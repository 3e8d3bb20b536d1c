import { basename, dirname } from 'node:path';
import { readFile, readSafetensors, writeFileAtomically, writeSafetensors } from '@feedforward/checkpoint';
import { readHdf5, readKerasModel, writeKerasModel, writeKerasWeights } from '@feedforward/checkpoint/keras';
import { exportModule } from '@feedforward/checkpoint/module';
import { readNpy, readNpz, writeNpy, writeNpz } from '@feedforward/checkpoint/numpy';
import { decodeOnnxTensors, encodeOnnx } from '@feedforward/checkpoint/onnx';
import { readTensorFlowCheckpoint, writeTensorFlowCheckpoint } from '@feedforward/checkpoint/tensorflow';
import { readTfjsModel, writeTfjsModel } from '@feedforward/checkpoint/tfjs';
import { knownName } from '../options/known-name.ts';
import { UsageError } from '../usage-error.ts';
import type { Format } from './format.ts';
import { lossIn, networkTexts } from './loss-in.ts';
import { networkIn } from './network-in.ts';
import { tfjsTraining } from './tfjs-training.ts';

const endsWith =
  (...endings: readonly string[]) =>
  (path: string): boolean =>
    endings.some((ending) => path.endsWith(ending));

const safetensors: Format = {
  name: 'safetensors',
  title: 'safetensors',
  matches: endsWith('.safetensors'),
  read: (path) => readSafetensors(path),
  write: (path, { tensors, metadata }) => writeSafetensors(path, tensors, metadata, { checksums: true }),
};

const tensorflow: Format = {
  name: 'tensorflow',
  title: 'TensorFlow V2 checkpoint',
  // A prefix, such as `model.ckpt-2000`, or its index.
  matches: (path) => path.endsWith('.index') || /\.ckpt(-\d+)?$/.test(path),
  read: async (path) => {
    const skipped: string[] = [];
    const tensors = await readTensorFlowCheckpoint(prefixOf(path), {
      onSkip: (name, dtype) => skipped.push(`${name}: ${dtype}`),
    });
    return { tensors, skipped };
  },
  write: (path, { tensors }) => writeTensorFlowCheckpoint(prefixOf(path), tensors),
};

const npz: Format = {
  name: 'npz',
  title: 'NumPy archive',
  matches: endsWith('.npz'),
  read: async (path) => {
    const skipped: string[] = [];
    const tensors = await readNpz(path, { onSkip: (name, reason) => skipped.push(`${name}: ${reason}`) });
    return { tensors, skipped };
  },
  write: (path, { tensors }) => writeNpz(path, tensors),
};

const npy: Format = {
  name: 'npy',
  title: 'NumPy array',
  matches: endsWith('.npy'),
  read: async (path) => ({ tensors: new Map([[basename(path, '.npy'), await readNpy(path)]]) }),
  write: async (path, { tensors }) => {
    const [only, ...others] = tensors.values();
    if (!only || others.length > 0) {
      throw new UsageError(`Cannot write "${path}": a .npy file has one array, there are ${tensors.size}. Take .npz.`);
    }
    await writeNpy(path, only);
  },
};

const esModule: Format = {
  name: 'module',
  title: 'JavaScript module that predicts',
  matches: endsWith('.js', '.mjs'),
  write: async (path, contents) => {
    await writeFileAtomically(path, new TextEncoder().encode(exportModule(networkIn(contents))));
  },
};

const onnx: Format = {
  name: 'onnx',
  title: 'ONNX model',
  matches: endsWith('.onnx'),
  // Its constants; what it computes with them, no other format here can say.
  read: async (path) => {
    const skipped: string[] = [];
    const onSkip = (name: string, reason: string): void => void skipped.push(`${name}: ${reason}`);
    return { tensors: decodeOnnxTensors(await readFile(path), { name: path, onSkip }), skipped };
  },
  write: (path, contents) => writeFileAtomically(path, encodeOnnx(networkIn(contents))),
};

const tfjs: Format = {
  name: 'tfjs',
  title: 'TF.js LayersModel',
  matches: (path) => basename(path) === 'model.json',
  read: async (path) => {
    const { config, tensors, loss } = await readTfjsModel(path);
    return { tensors, metadata: networkTexts(config, loss) };
  },
  write: (path, contents) => writeTfjsModel(dirname(path), networkIn(contents), { training: tfjsTraining(contents) }),
};

const keras: Format = {
  name: 'keras',
  title: 'Keras model',
  // An `.h5` file has a model too, unless it is said to have weights alone.
  matches: (path) => path.endsWith('.keras') || (path.endsWith('.h5') && !path.endsWith('.weights.h5')),
  read: async (path) => {
    const { config, tensors, loss } = await readKerasModel(path);
    return { tensors, metadata: networkTexts(config, loss) };
  },
  write: (path, contents) => writeKerasModel(path, networkIn(contents), { loss: lossIn(contents) }),
};

const kerasWeights: Format = {
  name: 'keras-weights',
  title: 'Keras file of weights',
  matches: endsWith('.weights.h5'),
  // As they are: which network they are of, such a file does not tell.
  read: async (path) => {
    const { datasets, skipped } = await readHdf5(path);
    return { tensors: datasets, skipped: Array.from(skipped, (entry) => entry.join(': ')) };
  },
  write: (path, contents) => writeKerasWeights(path, networkIn(contents)),
};

const formats: readonly Format[] = [safetensors, tensorflow, npz, npy, tfjs, keras, kerasWeights, esModule, onnx];

/** The formats' names. */
const formatNames: readonly string[] = formats.map(({ name }) => name);

/** The format of this name, or, without one, that of which the path looks. @throws UsageError if there is none. */
export function formatOf(path: string, name?: string): Format {
  if (name !== undefined) {
    const known = knownName('format', name, formatNames);
    return formats.find((format) => format.name === known)!;
  }
  const found = formats.find((format) => format.matches(path));
  if (found) return found;
  throw new UsageError(
    `Cannot tell the format of "${path}" by its name. Say it: --format, --from or --to, with one of ${formatNames.join(', ')}.`,
  );
}

function prefixOf(path: string): string {
  return path.replace(/\.index$/, '');
}
