import { checkEstimator, type EstimatorUnderTest } from '@feedforward/contracts';
import { Perceptron } from './index.ts';
import type { Label } from './perceptron/labels.ts';
import type { PerceptronJson } from './perceptron/perceptron-json.ts';

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

checkEstimator('Perceptron', perceptron, {
  'refuses a class that it was not made for': 'fit learns from the labels which classes there are',
});
