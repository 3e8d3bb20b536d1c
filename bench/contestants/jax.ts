// jax-js on WebAssembly: the whole step in one `jit`, its fastest way.
import { RandomState } from '@feedforward/random';
import { defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { cycle } from './cycle.ts';
import { repeatAsync } from './repeat.ts';
import { type Run, serve, withdraw } from './serve.ts';
import { settings } from './settings.ts';
import { floats, trainingBatches, trainingData } from './training-data.ts';
import { versionsOf } from './versions.ts';

type Parameters = { w: np.Array; b: np.Array }[];

const { layers, batch, predict } = settings;
const [inputs = 1, ...units] = layers;
const classes = layers.at(-1)!;
if (!(await init('wasm')).includes('wasm')) withdraw('jax-js finds no WebAssembly here');
defaultDevice('wasm');

function outputs(parameters: Parameters, x: np.Array): np.Array {
  return parameters.reduce((value, { w, b }, i) => {
    const sum = np.matmul(value, w).add(b);
    return i < parameters.length - 1 ? nn.relu(sum) : sum;
  }, x);
}

function loss(parameters: Parameters, x: np.Array, y: np.Array): np.Array {
  return nn
    .logSoftmax(outputs(parameters, x))
    .mul(y)
    .sum()
    .mul(-1 / batch);
}

function update(parameters: Parameters, x: np.Array, y: np.Array): [np.Array, Parameters] {
  const [value, gradients] = valueAndGrad(loss)(tree.ref(parameters), x, y);
  return [value, parameters.map(({ w, b }, i) => ({ w: descend(w, gradients[i]!.w), b: descend(b, gradients[i]!.b) }))];
}

const descend = (value: np.Array, gradient: np.Array): np.Array => value.sub(gradient.mul(0.01));

function initialized(): Parameters {
  const random = new RandomState(42);
  return units.map((size, i) => {
    const rows = layers[i]!;
    const bound = Math.sqrt(6 / rows);
    const values = Float32Array.from(random.uniform(-bound, bound, rows * size));
    return { w: np.array(values).reshape([rows, size]), b: np.zeros([size]) };
  });
}

function training(): Run {
  const step = jit(update);
  const next = cycle(
    trainingBatches().map(({ features, labels }) => ({
      x: np.array(features).reshape([batch, inputs]),
      y: np.array(labels).reshape([batch, classes]),
    })),
  );
  let parameters = initialized();
  return repeatAsync(async () => {
    const { x, y } = next();
    const [value, updated] = step(parameters, x.ref, y.ref);
    parameters = updated;
    await value.data();
  });
}

function prediction(): Run {
  const parameters = initialized();
  const { features } = trainingData();
  const x = np.array(floats(features)).reshape([...features.shape]);
  const apply = jit(outputs);
  return repeatAsync(() => apply(tree.ref(parameters), x.ref).data());
}

await serve(predict ? prediction() : training(), {
  versions: versionsOf('@jax-js/jax'),
  notes: predict ? [] : ['forward, backward and update in one `jit`, on arrays that are there already'],
});
