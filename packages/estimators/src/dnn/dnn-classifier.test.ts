import { Dataset, loadIris, Matrix } from '@feedforward/datasets';
import { RandomState } from '@feedforward/random';
import { adam, gradientDescent } from '@feedforward/training';
import { describe, expect, it } from 'vitest';
import { numericColumn } from '../feature-columns/numeric-column.ts';
import { arrayInputFn } from '../input/array-input-fn.ts';
import type { InputFn } from '../input/input-fn.ts';
import { silentLogger } from '../log/logger.ts';
import { DNNClassifier, type DNNClassifierOptions } from './dnn-classifier.ts';

const iris = loadIris().shuffle(new RandomState(0));

const make = (options: Partial<DNNClassifierOptions> = {}): DNNClassifier =>
  new DNNClassifier({
    hiddenUnits: [10, 10],
    nClasses: 3,
    featureColumns: [numericColumn('x', { shape: [4] })],
    config: { logger: silentLogger, randomSeed: 42 },
    ...options,
  });

const inputOf = (
  { features, labels }: Dataset,
  changes: { numEpochs?: number | null; shuffle?: boolean } = {},
): InputFn => arrayInputFn({ x: { x: features }, y: labels, batchSize: 32, shuffle: false, ...changes });

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe('DNNClassifier', () => {
  it('learns iris, and tells accuracy, losses and step', async () => {
    const classifier = make();
    await classifier.train({ inputFn: inputOf(iris, { numEpochs: 100, shuffle: true }) });
    const results = await classifier.evaluate({ inputFn: inputOf(iris) });
    expect(results.accuracy).toBeGreaterThan(0.95);
    expect(results.globalStep).toBe(Math.ceil((150 * 100) / 32));
    // Five batches, of 32 examples but for the last: the losses' sum over 5 against their sum over 150.
    expect(results.loss * 5).toBeCloseTo(results.averageLoss * 150, 9);
  });

  it('predicts lazily, one example after the other', async () => {
    const classifier = make();
    await classifier.train({ inputFn: inputOf(iris, { numEpochs: 100, shuffle: true }) });
    let read = 0;
    const counting: InputFn = function* (context) {
      for (const batch of arrayInputFn({ x: { x: iris.features }, batchSize: 10, shuffle: false })(
        context,
      ) as Iterable<never>) {
        read++;
        yield batch;
      }
    };
    for await (const { logits, probabilities, classIds, classes } of classifier.predict({ inputFn: counting })) {
      expect(logits).toHaveLength(3);
      expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
      expect(probabilities[classIds[0]]).toBe(Math.max(...probabilities));
      expect(classes).toEqual([String(iris.labels[0])]);
      break;
    }
    expect(read).toBe(1);
    const predictions = await all(classifier.predict({ inputFn: inputOf(iris) }));
    const right = predictions.filter(({ classIds }, i) => classIds[0] === iris.labels[i]).length;
    expect(right / 150).toBeCloseTo((await classifier.evaluate({ inputFn: inputOf(iris) })).accuracy, 12);
  });

  it('trains on the sum of the losses: an example that is there twice counts twice', async () => {
    const trained = async (rows: number[], learningRate: number) => {
      const classifier = make({ optimizer: gradientDescent({ learningRate }) });
      await classifier.train({ inputFn: inputOf(iris.take(rows)) });
      const predictions = await all(classifier.predict({ inputFn: inputOf(iris.slice(0, 20)) }));
      return predictions.flatMap(({ logits }) => [...logits]);
    };
    const [twice, once] = [await trained([3, 7, 3, 7], 0.01), await trained([3, 7], 0.02)];
    twice.forEach((logit, i) => {
      expect(logit).toBeCloseTo(once[i]!, 5);
    });
    expect(twice[0]).not.toBeCloseTo((await trained([3, 7], 0.01))[0]!, 5);
  });

  it('trains for so many more steps, or up to a global step', async () => {
    const classifier = make();
    const endless = inputOf(iris, { numEpochs: null, shuffle: true });
    const stepsAfter = async (options: { steps?: number; maxSteps?: number }): Promise<number> => {
      await classifier.train({ inputFn: endless, ...options });
      return (await classifier.evaluate({ inputFn: inputOf(iris) })).globalStep;
    };
    expect(await stepsAfter({ steps: 10 })).toBe(10);
    expect(await stepsAfter({ steps: 10 })).toBe(20);
    expect(await stepsAfter({ maxSteps: 25 })).toBe(25);
    expect(await stepsAfter({ maxSteps: 25 })).toBe(25);
    expect(await stepsAfter({ steps: 10, maxSteps: 30 })).toBe(30);
  });

  it('trained twice for half the steps is what it is trained once for all of them', async () => {
    const input = inputOf(iris.slice(0, 128), { numEpochs: null, shuffle: true });
    const once = make({ dropout: 0.1 });
    await once.train({ inputFn: input, steps: 40 });
    const twice = make({ dropout: 0.1 });
    await twice.train({ inputFn: input, steps: 20 });
    await twice.train({ inputFn: input, steps: 20 });
    expect(await all(twice.predict({ inputFn: inputOf(iris) }))).toEqual(
      await all(once.predict({ inputFn: inputOf(iris) })),
    );
  });

  it('with two classes has one logit, and the probabilities of both', async () => {
    const labels = iris.labels.map((species) => (species === 0 ? 1 : 0));
    const classifier = make({ nClasses: 2 });
    const setosa = new Dataset({ features: iris.features, labels });
    await classifier.train({ inputFn: inputOf(setosa, { numEpochs: 60, shuffle: true }) });
    expect((await classifier.evaluate({ inputFn: inputOf(setosa) })).accuracy).toBe(1);
    const [first] = await all(classifier.predict({ inputFn: inputOf(setosa.slice(0, 1)) }));
    expect(first!.logits).toHaveLength(1);
    expect(first!.probabilities[1]).toBeCloseTo(1 / (1 + Math.exp(-first!.logits[0]!)), 6);
    expect(first!.classIds[0]).toBe(labels[0]);
  });

  it('takes several columns, side by side in the order of their names', async () => {
    const columns = { petals: iris.features.columns([2, 3]), sepals: iris.features.columns([0, 1]) };
    const separate = make({
      featureColumns: [numericColumn('sepals', { shape: [2] }), numericColumn('petals', { shape: [2] })],
    });
    const joined = make();
    const petalsFirst = new Dataset({ features: iris.features.columns([2, 3, 0, 1]), labels: iris.labels });
    await separate.train({ inputFn: arrayInputFn({ x: columns, y: iris.labels, shuffle: false }), steps: 2 });
    await joined.train({
      inputFn: arrayInputFn({ x: { x: petalsFirst.features }, y: iris.labels, shuffle: false }),
      steps: 2,
    });
    const [a] = await all(separate.predict({ inputFn: arrayInputFn({ x: columns, shuffle: false }) }));
    const [b] = await all(joined.predict({ inputFn: inputOf(petalsFirst) }));
    expect(a).toEqual(b);
  });

  it('gives an optimizer by name the learning rate 0.05, as TensorFlow does', async () => {
    const input = { inputFn: inputOf(iris), steps: 4 };
    const named = await make({ optimizer: 'adam' }).train(input);
    const made = await make({ optimizer: adam({ learningRate: 0.05 }) }).train(input);
    const predict = { inputFn: inputOf(iris) };
    expect(await all(named.predict(predict))).toEqual(await all(made.predict(predict)));
  });

  it('trains the same whether or not it is evaluated in between, in random order', async () => {
    const run = async (between: (classifier: DNNClassifier, inputFn: InputFn) => Promise<unknown>) => {
      const classifier = make();
      const inputFn = inputOf(iris, { shuffle: true });
      await classifier.train({ inputFn });
      await between(classifier, inputFn);
      await classifier.train({ inputFn });
      return classifier.evaluate({ inputFn: inputOf(iris) });
    };
    const plain = await run(async () => {});
    expect(await run((classifier, inputFn) => classifier.evaluate({ inputFn }))).toEqual(plain);
    expect(await run((classifier, inputFn) => all(classifier.predict({ inputFn })))).toEqual(plain);
  });

  it('drops a share of hidden outputs in training only', async () => {
    const classifier = make({ dropout: 0.5 });
    await classifier.train({ inputFn: inputOf(iris), steps: 3 });
    const predict = () => all(classifier.predict({ inputFn: inputOf(iris.slice(0, 5)) }));
    expect(await predict()).toEqual(await predict());
  });
});

describe('bad input to a DNNClassifier', () => {
  it.each([
    ['no columns', { featureColumns: [] }, /no feature columns/],
    [
      'one column twice',
      { featureColumns: [numericColumn('x', { shape: [4] }), numericColumn('x')] },
      /two feature columns "x"/,
    ],
    ['one class', { nClasses: 1 }, /nClasses must be a whole number, 2 or more; it is 1/],
    ['−3 units', { hiddenUnits: [-3] }, /-3/],
    [
      "an option in Python's spelling",
      { n_classes: 3 } as object,
      /a DNNClassifier: .* labelVocabulary; found n_classes/,
    ],
    ['such a configuration', { config: { random_seed: 1 } as object }, /configure an estimator: .* found random_seed/],
    ['a number for layers', { hiddenUnits: 10 as never }, /hiddenUnits must be an array of whole numbers, found 10/],
    [
      'a column for columns',
      { featureColumns: numericColumn('x') as never },
      /an array of feature columns, found object/,
    ],
    ['an unknown optimizer', { optimizer: 'Adagrat' as 'adagrad' }, /Did you mean "adagrad"/],
  ])('is refused when it is made: %s', (_, options, message) => {
    expect(() => make(options)).toThrow(message);
  });

  it('is refused before training changes anything', async () => {
    const classifier = make();
    const train = (inputFn: InputFn) => classifier.train({ inputFn });
    await expect(train(arrayInputFn({ x: { y: iris.features }, y: iris.labels, shuffle: false }))).rejects.toThrow(
      /feature column "x" in the input, which has y/,
    );
    await expect(train(arrayInputFn({ x: { x: iris.features }, shuffle: false }))).rejects.toThrow(/has no labels/);
    const narrow = Matrix.from([[1, 2]]);
    await expect(train(arrayInputFn({ x: { x: narrow }, y: Int32Array.of(0), shuffle: false }))).rejects.toThrow(
      /column "x": it takes \[batch, 4\], the input has \[1, 2\]/,
    );
    const columns = ['a', 'b'].map((key) => numericColumn(key, { shape: [4] }));
    const uneven: InputFn = () => [
      { features: { a: iris.features, b: iris.features.slice(0, 149) }, labels: iris.labels },
    ];
    await expect(make({ featureColumns: columns }).train({ inputFn: uneven })).rejects.toThrow(
      /"a" has 150 rows, "b" has 149/,
    );
    const labels = iris.labels.map((label) => label + 1);
    await expect(train(arrayInputFn({ x: { x: iris.features }, y: labels, shuffle: false }))).rejects.toThrow(/3/);
    await expect(classifier.evaluate({ inputFn: inputOf(iris) })).rejects.toThrow(/has not been trained/);
    await expect(all(classifier.predict({ inputFn: inputOf(iris) }))).rejects.toThrow(/has not been trained/);
  });

  it('is refused in the number of steps', async () => {
    await expect(make().train({ inputFn: inputOf(iris), steps: 0 })).rejects.toThrow(
      /Cannot train: steps must be a whole number/,
    );
    await expect(make().train({ inputFn: inputOf(iris), maxSteps: 1.5 })).rejects.toThrow(/maxSteps .* it is 1.5/);
    await expect(make().evaluate({ inputFn: inputOf(iris), steps: -1 })).rejects.toThrow(/Cannot evaluate: steps/);
  });
});
