// Cells 2–4, "Perceptrons": is an iris a setosa, by the length and width of its petals?
//
//   node examples/chapter-10/1-perceptron.ts
import { loadIris } from '@feedforward/datasets';
import { Perceptron } from '@feedforward/estimators';

const iris = loadIris();
const X = iris.features.columns([2, 3]); // petal length, petal width
const y = iris.labels.map((species) => (species === 0 ? 1 : 0));

const perClf = new Perceptron({ randomState: 42 });
perClf.fit(X, y);

const yPred = perClf.predict([[2, 0.5]]);
console.log('prediction', yPred[0]);

// The line that the notebook draws between the two: width = a · length + b.
const [[w0, w1] = []] = perClf.coef;
const a = -w0! / w1!;
const b = -perClf.intercept[0]! / w1!;
console.log('decision boundary: petal width =', a.toFixed(4), '* petal length +', b.toFixed(4));
console.log('accuracy', perClf.score(X, y), 'after', perClf.nIter, 'epochs');
