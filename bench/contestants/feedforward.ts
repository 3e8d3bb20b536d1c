// Our trainer, through `fit` and `predict`, as users call it.
import { dense, sequential } from '@feedforward/layers';
import { type Loss, sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { optimizerNamed, Trainer } from '@feedforward/training';
import { repeatAsync } from './repeat.ts';
import { type Run, serve } from './serve.ts';
import { settings } from './settings.ts';
import { startOurs } from './start-tfjs.ts';
import { trainingData } from './training-data.ts';
import { versionsOf } from './versions.ts';

const { layers, batch, optimizer, engine, predict } = settings;
await startOurs();
const data = trainingData();
const trainer = makeTrainer();

function makeTrainer(): Trainer {
  const hidden = layers
    .slice(1, -1)
    .map((units) => dense(units, { activation: 'relu', kernelInitializer: 'heNormal' }));
  const network = sequential([...hidden, dense(layers.at(-1)!)], { inputShape: [layers[0]!] });
  const loss = sparseSoftmaxCrossEntropy();
  const opaque: Loss = (outputs, labels, weights) => loss(outputs, labels, weights); // nothing to compile it from
  const recipe = { loss: engine === 'autodiff' ? opaque : loss, optimizer: optimizerNamed(optimizer), seed: 42 };
  return new Trainer(network, recipe);
}

const train: Run = async (milliseconds) => {
  const from = trainer.globalStep;
  const start = performance.now();
  const signal = AbortSignal.timeout(milliseconds);
  const end = milliseconds > 0 ? { signal } : { stopAtStep: from + 1 };
  try {
    await trainer.fit(data, { epochs: Number.MAX_SAFE_INTEGER, batchSize: batch, ...end }).done();
  } catch (error) {
    if (error !== signal.reason) throw error;
  }
  return { steps: trainer.globalStep - from, seconds: (performance.now() - start) / 1000 };
};

const { plan } = trainer;
if (engine === 'autodiff' && plan.kind !== 'autodiff') throw new Error(`Not autodiff, but ${plan.kind}.`);
const notes = predict ? [] : [`\`trainer.plan\` is \`${JSON.stringify(plan)}\``];
const run = predict ? repeatAsync(() => trainer.predict(data.features)) : train;
await serve(run, { versions: versionsOf('@tensorflow/tfjs-core'), notes });
