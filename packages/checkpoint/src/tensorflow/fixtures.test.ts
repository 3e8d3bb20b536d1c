import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TensorData } from '../tensor-data.ts';
import { decodeTensorFlowCheckpoint } from './decode.ts';
import { encodeTensorFlowCheckpoint } from './encode.ts';
import { uncompressSnappy } from './table/snappy.ts';

// Checkpoints that TensorFlow wrote stand beside the project on some machines; where not, these tests are skipped.
const folder = new URL('../../../../../shared/fixtures/', import.meta.url);
const read = (path: string) => new Uint8Array(readFileSync(new URL(path, folder)));

function filesOf(prefix: string) {
  return { index: read(`${prefix}.index`), shards: [read(`${prefix}.data-00000-of-00001`)] as const };
}

function listed(tensors: ReadonlyMap<string, TensorData>) {
  return [...tensors].map(([name, { dtype, shape, data }]) => [name, dtype, shape, ...Array.from<unknown>(data)]);
}

const iris = 'tf-ckpt-dnnclassifier-iris-apache2/model.ckpt-2000';
const tools = 'tf-ckpt-tools-apache2/model';
const serving = 'tf-ckpt-serving-apache2/saved_model';
const tfjs = 'tf-ckpt-tfjsnode-apache2';
const value = '.ATTRIBUTES/VARIABLE_VALUE';
const graph = '_CHECKPOINTABLE_OBJECT_GRAPH DT_STRING';

describe.skipIf(!existsSync(folder))("TensorFlow's own checkpoints (skipped without ../shared/fixtures)", () => {
  it.each([
    [
      `${tools}-two-variables.ckpt`,
      [
        ['v1', 'float32', [3], 1, 1, 1],
        ['v2', 'float32', [5], -1, -1, -1, -1, -1],
      ],
    ],
    [`${serving}_counter/variables`, [['counter', 'float32', [], 0]]],
    [
      `${serving}_half_plus_two_cpu/variables`, // compressed
      [
        ['a', 'float32', [], 0.5],
        ['a2', 'float32', [], 0.5],
        ['b', 'float32', [], 2],
        ['c', 'float32', [], 3],
        ['c2', 'float32', [], 3],
      ],
    ],
  ])('%s: names, shapes, values', (prefix, expected) => {
    const skipped: string[] = [];
    const tensors = decodeTensorFlowCheckpoint(filesOf(prefix), { onSkip: (name) => skipped.push(name) });
    expect(listed(tensors)).toEqual(expected);
    expect(skipped).toEqual([]);
  });

  it.each([
    [
      `${serving}_half_plus_two_tf2_cpu/variables`, // compressed
      [
        [`a/${value}`, 'float32', [], 0.5],
        [`b/${value}`, 'float32', [], 2],
        [`c/${value}`, 'float32', [], 3],
      ],
    ],
    [`${tfjs}/times_three_float/variables`, [[`v/${value}`, 'float32', [], 3]]],
    [`${tfjs}/times_two_int/variables`, [[`v/${value}`, 'int32', [], 2]]],
    [
      `${tfjs}/int64_multiply/variables`,
      [
        [`v1/${value}`, 'int64', [], 3n],
        [`v2/${value}`, 'int64', [], 2n],
      ],
    ],
    [
      `${tfjs}/uint8_multiply/variables`,
      [
        [`v1/${value}`, 'int32', [], 3],
        [`v2/${value}`, 'int32', [], 2],
      ],
    ],
  ])('%s: its strings are passed over by name, and its numbers written as they were', (prefix, expected) => {
    const files = filesOf(prefix);
    const skipped: string[] = [];
    const onSkip = (name: string, dtype: string) => skipped.push(`${name} ${dtype}`);
    const tensors = decodeTensorFlowCheckpoint(files, { onSkip });
    expect(listed(tensors)).toEqual(expected);
    expect(skipped).toEqual([graph]);
    const [data] = encodeTensorFlowCheckpoint(tensors).shards;
    expect(data).toEqual(files.shards[0].subarray(0, data.length)); // the strings come last
  });

  it('a network of tf.estimator.DNNClassifier: ten variables, eight Adagrad slots', () => {
    const tensors = decodeTensorFlowCheckpoint(filesOf(iris));
    const shapes = new Map([...tensors].map(([name, { shape }]) => [name, shape]));
    expect(tensors.size).toBe(18);
    expect(shapes.get('dnn/hiddenlayer_0/weights')).toEqual([4, 10]);
    expect(shapes.get('dnn/hiddenlayer_1/weights')).toEqual([10, 20]);
    expect(shapes.get('dnn/hiddenlayer_2/biases')).toEqual([10]);
    expect(shapes.get('dnn/logits/weights/nn/logits/weights/part_0/Adagrad')).toEqual([10, 3]);
    expect(tensors.get('global_step')).toEqual({ dtype: 'int64', shape: [], data: BigInt64Array.of(2000n) });
    expect(Array.from<unknown>(tensors.get('dnn/multi_class_head/dnn/learning_rate')!.data)).toEqual([
      Math.fround(0.05),
    ]);
  });

  it.each([
    iris,
    `${tools}-two-variables.ckpt`,
    `${tools}-three-variables.ckpt`,
    `${serving}_counter/variables`,
    `${serving}_half_plus_two_mkl/variables`,
  ])('%s is written again to the byte', (prefix) => {
    const files = filesOf(prefix);
    const written = encodeTensorFlowCheckpoint(decodeTensorFlowCheckpoint(files));
    expect(written.index).toEqual(files.index);
    expect(written.shards).toEqual(files.shards);
  });

  it('one that is compressed is written again to the byte, but not compressed', () => {
    const files = filesOf(`${serving}_half_plus_two_cpu/variables`);
    const written = encodeTensorFlowCheckpoint(decodeTensorFlowCheckpoint(files));
    const block = uncompressSnappy(files.index.subarray(0, 0x57));
    expect(written.index.subarray(0, block.length)).toEqual(block);
    expect(written.shards).toEqual(files.shards);
  });
});
