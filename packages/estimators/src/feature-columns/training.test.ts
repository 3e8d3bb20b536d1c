import { memoryStorage } from '@feedforward/checkpoint';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { DNNClassifier, type DNNClassifierOptions } from '../dnn/dnn-classifier.ts';
import { recordsInputFn } from '../input/records-input-fn.ts';
import { silentLogger } from '../log/logger.ts';
import { categoricalColumnWithHashBucket } from './categorical-column-with-hash-bucket.ts';
import { categoricalColumnWithVocabularyList } from './categorical-column-with-vocabulary-list.ts';
import { crossedColumn } from './crossed-column.ts';
import { embeddingColumn } from './embedding-column.ts';
import { indicatorColumn } from './indicator-column.ts';
import { numericColumn } from './numeric-column.ts';

const left = ['a', 'b', 'c', 'd'];
const right = ['w', 'x', 'y', 'z'];

/** Records whose class depends on two words together, and on neither of them alone. */
const records = Array.from({ length: 160 }, (_, i) => {
  const [l, r] = [i % 4, (i >> 2) % 4];
  return { left: left[l], right: right[r], age: i % 7, same: l === r || (l + 1) % 4 === r ? 'yes' : 'no' };
});

const input = { records, target: 'same', batchSize: 32 };
const trainInput = recordsInputFn({ ...input, numEpochs: 60, shuffle: true });
const testInput = recordsInputFn({ ...input, shuffle: false });

const make = (options: Pick<DNNClassifierOptions, 'featureColumns'> & Partial<DNNClassifierOptions>): DNNClassifier =>
  new DNNClassifier({
    hiddenUnits: [16],
    labelVocabulary: ['no', 'yes'],
    config: { randomSeed: 1, logger: silentLogger },
    ...options,
  });

const embedded = [
  embeddingColumn(categoricalColumnWithVocabularyList('left', { vocabularyList: left }), { dimension: 3 }),
  embeddingColumn(categoricalColumnWithHashBucket('right', { hashBucketSize: 50 }), { dimension: 3 }),
  numericColumn('age', { normalizerFn: (age) => age / 7 }),
];

describe('a classifier fed by feature columns', () => {
  it('learns from embeddings of words what no word tells alone', async () => {
    const classifier = make({ featureColumns: embedded });
    await classifier.train({ inputFn: trainInput });
    expect((await classifier.evaluate({ inputFn: testInput })).accuracy).toBe(1);
  });

  it('learns from a cross of words what a line through it tells', async () => {
    const cross = indicatorColumn(crossedColumn(['left', 'right'], { hashBucketSize: 1000 }));
    const crossed = make({ hiddenUnits: [], featureColumns: [cross] });
    await crossed.train({ inputFn: trainInput });
    expect((await crossed.evaluate({ inputFn: testInput })).accuracy).toBe(1);
    const words = [
      indicatorColumn(categoricalColumnWithVocabularyList('left', { vocabularyList: left })),
      indicatorColumn(categoricalColumnWithVocabularyList('right', { vocabularyList: right })),
    ];
    const apart = make({ hiddenUnits: [], featureColumns: words });
    await apart.train({ inputFn: trainInput });
    expect((await apart.evaluate({ inputFn: testInput })).accuracy).toBeLessThan(0.8);
  });

  it('leaves no tensors behind when it is disposed of, also where it was evaluated in training, and stays whole', async () => {
    const before = tf.memory().numTensors;
    const classifier = make({ featureColumns: embedded });
    const hook = { afterRun: async () => void (await classifier.evaluate({ inputFn: testInput })) };
    await classifier.train({ inputFn: trainInput, steps: 2, hooks: [hook] });
    const scores = await classifier.evaluate({ inputFn: testInput });
    expect(tf.memory().numTensors).toBeGreaterThan(before);
    classifier.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(await classifier.evaluate({ inputFn: testInput })).toEqual(scores);
    classifier.dispose();
  });

  it('keeps embeddings in its checkpoints, and goes on from them as if it had not stopped', async () => {
    const modelDir = memoryStorage();
    const twice = () => make({ featureColumns: embedded, modelDir });
    await twice().train({ inputFn: trainInput, steps: 20 });
    await twice().train({ inputFn: trainInput, steps: 20 });
    const once = make({ featureColumns: embedded });
    await once.train({ inputFn: trainInput, steps: 20 });
    await once.train({ inputFn: trainInput, steps: 20 });
    expect(await twice().evaluate({ inputFn: testInput })).toEqual(await once.evaluate({ inputFn: testInput }));
  });
});
