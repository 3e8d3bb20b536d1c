import { type CheckpointStorage, memoryStorage } from '@feedforward/checkpoint';
import { type Answer, checkEstimator, type EstimatorUnderTest, type Examples, type Task } from '@feedforward/contracts';
import { Matrix } from '@feedforward/datasets';
import {
  BaselineClassifier,
  BaselineRegressor,
  type ClassPrediction,
  DNNClassifier,
  DNNRegressor,
  type Estimator,
  type InputBatch,
  type InputFn,
  type InputLabels,
  type Label,
  numericColumn,
  Perceptron,
  type PerceptronJson,
  type RegressionPrediction,
  silentLogger,
} from './index.ts';

const perceptron: EstimatorUnderTest<Perceptron<Label>> = {
  kind: 'classifier',
  make: ({ seed }) => new Perceptron<Label>({ randomState: seed }),
  fit: (estimator, { rows, labels, weights }) => estimator.fit(rows, labels, { sampleWeight: weights }),
  predict: (estimator, rows) => estimator.predict(rows),
  score: (estimator, { rows, labels }) => estimator.score(rows, labels),
  params: (estimator) => estimator.getParams(),
  clone: (estimator) => estimator.clone(),
  state: ({ classes, coef, intercept, nIter, t }) => ({ classes, coef, intercept, nIter, t }),
  reload(estimator) {
    const json: PerceptronJson = JSON.parse(JSON.stringify(estimator));
    return Perceptron.fromJSON(json);
  },
};

/** What estimators of TensorFlow's kind are made with here. */
interface Params {
  readonly hiddenUnits: readonly number[];
  readonly dropout: number;
  readonly config: { readonly randomSeed: number; readonly logger: typeof silentLogger };
}

interface Options extends Params {
  readonly task: Task;
  readonly modelDir: CheckpointStorage;
  readonly weightColumn: string | undefined;
}

type Scores = Readonly<Record<string, number>>;

/** How a kind of estimator is made, and what of its predictions and scores is compared. */
interface Kind<Prediction extends object> {
  readonly kind: 'classifier' | 'regressor';
  create(options: Options): Estimator<Prediction, Scores>;
  answer(prediction: Prediction, task: Task): Answer;
  readonly score: string;
}

/** An estimator, and what it was made with. */
interface Made<Prediction extends object> {
  readonly task: Task;
  readonly params: Params;
  readonly modelDir: CheckpointStorage;
  readonly estimator: Estimator<Prediction, Scores>;
}

const steps = 40;

function trained<Prediction extends object>(of: Kind<Prediction>): EstimatorUnderTest<Made<Prediction>> {
  const make = (task: Task, params: Params, modelDir = memoryStorage()): Made<Prediction> => {
    const weightColumn = task.isWeighted ? 'weight' : undefined;
    return { task, params, modelDir, estimator: of.create({ ...params, task, modelDir, weightColumn }) };
  };
  return {
    kind: of.kind,
    make: (task) =>
      make(task, { hiddenUnits: [16], dropout: 0.1, config: { randomSeed: task.seed, logger: silentLogger } }),
    fit: ({ estimator, task }, examples) => estimator.train({ inputFn: inputOf(task, examples, steps), steps }),
    fitAgain: ({ estimator, task }, examples) =>
      estimator.train({ inputFn: inputOf(task, examples, steps), maxSteps: steps }),
    async predict({ estimator, task }, rows) {
      const answers: Answer[] = [];
      for await (const prediction of estimator.predict({ inputFn: inputOf(task, { rows }) })) {
        answers.push(of.answer(prediction, task));
      }
      return answers;
    },
    score: async ({ estimator, task }, examples) =>
      (await estimator.evaluate({ inputFn: inputOf(task, examples) }))[of.score]!,
    params: ({ params: { hiddenUnits, dropout, config } }) => ({ hiddenUnits, dropout, seed: config.randomSeed }),
    clone: ({ task, params }) => make(task, params),
    async state({ estimator }) {
      const values: Record<string, unknown> = {};
      for (const name of await estimator.getVariableNames()) values[name] = await estimator.getVariableValue(name);
      return values;
    },
    async reload({ task, params, modelDir }) {
      const files = memoryStorage();
      for (const name of await modelDir.list()) await files.write(name, await modelDir.read(name));
      return make(task, params, files);
    },
  };
}

/** All rows in one batch, in their order, again and again. */
function inputOf(task: Task, { rows = [], labels, weights }: Partial<Examples>, times = 1): InputFn {
  const x = Matrix.from(rows);
  const weight = Matrix.from((weights ?? Array.from({ length: x.length }, () => 1)).map((value) => [value]));
  const features: InputBatch['features'] = task.isWeighted ? { x, weight } : { x };
  return () => Array.from({ length: times }, () => ({ features, labels: labels && inputLabels(task, labels) }));
}

/** Names as they are; else numbers in a typed array, in which what is none is NaN. */
function inputLabels({ classes }: Task, labels: readonly Answer[]): InputLabels {
  if (typeof classes[0] === 'string') return labels.map(String);
  return Float64Array.from(labels, (label) => (typeof label === 'number' ? label : Number.NaN));
}

/** What a classifier is told of its classes besides. */
interface Classes {
  readonly nClasses: number;
  readonly labelVocabulary: readonly string[] | undefined;
}

function classifier(create: (options: Options & Classes) => Estimator<ClassPrediction, Scores>): Kind<ClassPrediction> {
  const isNamed = ({ classes }: Task) => typeof classes[0] === 'string';
  return {
    kind: 'classifier',
    create(options) {
      const { task } = options;
      const labelVocabulary = isNamed(task) ? task.classes.map(String) : undefined;
      return create({ ...options, nClasses: task.classes.length, labelVocabulary });
    },
    answer: ({ classes, classIds }, task) => (isNamed(task) ? classes[0] : classIds[0]),
    score: 'accuracy',
  };
}

function regressor(create: Kind<RegressionPrediction>['create']): Kind<RegressionPrediction> {
  return { kind: 'regressor', create, answer: ({ predictions }) => predictions[0]!, score: 'averageLoss' };
}

const columnsOf = ({ features }: Task) => [numericColumn('x', { shape: [features] })];

const dnnClassifier = classifier(
  ({ task, ...options }) => new DNNClassifier({ ...options, featureColumns: columnsOf(task) }),
);
const dnnRegressor = regressor(
  ({ task, ...options }) => new DNNRegressor({ ...options, featureColumns: columnsOf(task) }),
);
const baselineClassifier = classifier(
  ({ nClasses, labelVocabulary, modelDir, weightColumn, config }) =>
    new BaselineClassifier({ nClasses, labelVocabulary, modelDir, weightColumn, config }),
);
const baselineRegressor = regressor(
  ({ modelDir, weightColumn, config }) => new BaselineRegressor({ modelDir, weightColumn, config }),
);

const otherLabels = {
  'takes any whole numbers for labels': 'labels are the indices of classes, or their names',
  'takes booleans for labels': 'labels are the indices of classes, or their names',
};
const noClasses = {
  'takes strings for labels': 'there are no classes',
  'takes any whole numbers for labels': 'there are no classes',
  'takes booleans for labels': 'there are no classes',
  'takes one class only and gives it, or refuses it': 'there are no classes',
  'refuses a class that it was not made for': 'there are no classes',
};
const noFeatures = {
  'learns what is easy to learn': 'it ignores the features',
  'refuses other features than it was fitted on': 'it ignores the features',
  'refuses NaN and infinity in features': 'it ignores the features',
};

checkEstimator('Perceptron', perceptron, {
  'refuses a class that it was not made for': 'fit learns from the labels which classes there are',
});
checkEstimator('DNNClassifier', trained(dnnClassifier), otherLabels);
checkEstimator('DNNRegressor', trained(dnnRegressor), noClasses);
checkEstimator('BaselineClassifier', trained(baselineClassifier), { ...otherLabels, ...noFeatures });
checkEstimator('BaselineRegressor', trained(baselineRegressor), { ...noClasses, ...noFeatures });
