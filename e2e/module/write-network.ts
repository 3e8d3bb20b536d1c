// Trains a network of every kind of layer for a moment and exports it as a module, with what it predicts: for predict.js.
import { writeFile } from 'node:fs/promises';
import { encodeModuleWeights, exportModule } from '@feedforward/checkpoint/module';
import { loadIris } from '@feedforward/datasets';
import { activation, batchNormalization, dense, dropout, flatten, sequential } from '@feedforward/layers';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { adam, Trainer } from '@feedforward/training';

const layers = [
  flatten(),
  dense(16, { activation: 'gelu' }),
  batchNormalization(),
  activation('selu'),
  dropout(0.2),
  dense(3, { activation: 'softmax' }),
];
const model = sequential(layers, { inputShape: [4] });
const trainer = new Trainer(model, { loss: sparseSoftmaxCrossEntropy(), optimizer: adam(), seed: 42 });
const iris = loadIris();
await trainer.fit(iris, { epochs: 3 }).done();

const source = { config: model.config!, tensors: trainer.parameters() };
await writeFile('network.js', exportModule(source));
await writeFile('network-beside.js', exportModule(source, { weights: { url: './network-beside.bin' } }));
await writeFile('network-beside.bin', encodeModuleWeights(source));
const examples = iris.features.toRows();
const outputs = (await trainer.predict(iris.features)).toRows();
await writeFile('network-outputs.js', `export default ${JSON.stringify({ examples, outputs })};\n`);
