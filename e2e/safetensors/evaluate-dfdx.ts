// Evaluates a network that dfdx, a Rust library, trained on MNIST: run by ../safetensors.test.ts with the file's path.
import { readSafetensors, type TensorData } from '@feedforward/checkpoint';
import { loadMnist } from '@feedforward/datasets';
import { dense, sequential } from '@feedforward/layers';
import { accuracy } from '@feedforward/metrics';
import { sparseSoftmaxCrossEntropy } from '@feedforward/metrics/losses';
import { gradientDescent, Trainer } from '@feedforward/training';

const { tensors } = await readSafetensors(process.argv[2]!);

/** dfdx keeps weights as [outputs, inputs], kernels here are [inputs, outputs]. */
function transposed({ shape: [outputs = 0, inputs = 0], data }: TensorData): TensorData {
  const kernel = new Float32Array(inputs * outputs);
  for (let i = 0; i < inputs; i++) {
    for (let j = 0; j < outputs; j++) kernel[i * outputs + j] = Number(data[j * inputs + i]);
  }
  return { dtype: 'float32', shape: [inputs, outputs], data: kernel };
}

const names = { hidden1: '0.0', hidden2: '1.0', hidden3: '2.0', outputs: '3' };
const parameters = Object.entries(names).flatMap(([layer, name]): [string, TensorData][] => [
  [`${layer}/kernel`, transposed(tensors.get(`${name}.weight`)!)],
  [`${layer}/bias`, tensors.get(`${name}.bias`)!],
]);

const network = sequential(
  [
    dense(512, { name: 'hidden1', activation: 'relu' }),
    dense(128, { name: 'hidden2', activation: 'relu' }),
    dense(32, { name: 'hidden3', activation: 'relu' }),
    dense(10, { name: 'outputs' }),
  ],
  { inputShape: [784] },
);
const trainer = new Trainer(network, {
  loss: sparseSoftmaxCrossEntropy(),
  optimizer: gradientDescent(),
  metrics: { accuracy: accuracy() },
});
trainer.setParameters(parameters);
console.log('accuracy', (await trainer.evaluate((await loadMnist()).test)).accuracy);
