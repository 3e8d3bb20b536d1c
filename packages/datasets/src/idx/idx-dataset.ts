import { Dataset, type Labels } from '../dataset.ts';
import { Matrix } from '../matrix.ts';
import type { IdxArray, IdxNumbers } from './idx-array.ts';

/** A data set that comes as two: examples to train on, and examples to test with. */
export interface TrainAndTest<T extends Labels = Labels> {
  readonly train: Dataset<T>;
  readonly test: Dataset<T>;
}

/** An IDX file's contents, and what errors call it. */
export interface NamedIdx extends IdxArray {
  readonly name: string;
}

/**
 * Images and their labels as a data set: a row for each image, whatever its dimensions. Bytes stay bytes and are
 * scaled from 0 … 255 to 0 … 1 when they are read; other numbers are taken as they are.
 * @throws RangeError if there are no images, not as many labels, or labels without a name.
 */
export function idxDataset(images: NamedIdx, labels: NamedIdx, labelNames?: readonly string[]): Dataset {
  const [count = 0, ...dimensions] = images.shape;
  if (labels.shape.length !== 1) {
    throw new RangeError(
      `Cannot read labels from "${labels.name}": they have 1 dimension, it holds [${labels.shape.join(', ')}].`,
    );
  }
  if (labels.shape[0] !== count) {
    throw new RangeError(
      `Cannot pair "${images.name}" with "${labels.name}": there are ${count} images and ${labels.shape[0]} labels.`,
    );
  }
  const columns = dimensions.reduce((product, size) => product * size, 1);
  if (images.data.length === 0) {
    throw new RangeError(
      `Cannot make a data set of "${images.name}": it holds no images, [${images.shape.join(', ')}].`,
    );
  }
  checkNamed(labels, labelNames);
  const scale = images.data instanceof Uint8Array ? 1 / 255 : 1;
  return new Dataset({
    features: new Matrix(images.data, [count, columns], { scale }),
    labels: asLabels(labels.data),
    labelNames,
  });
}

function asLabels(data: IdxNumbers): Labels {
  return data instanceof Int8Array || data instanceof Int16Array ? Int32Array.from(data) : data;
}

function checkNamed({ data, name }: NamedIdx, labelNames?: readonly string[]): void {
  if (!labelNames) return;
  const index = data.findIndex((label) => labelNames[label] === undefined);
  if (index >= 0) {
    throw new RangeError(
      `Cannot read labels from "${name}": they are indices of the ${labelNames.length} label names, label ${index} is ${data[index]}.`,
    );
  }
}
