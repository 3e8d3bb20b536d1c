import { printable } from '@feedforward/checkpoint';
import { ready } from '@feedforward/core';
import { summary } from '@feedforward/layers';
import * as tf from '@tensorflow/tfjs-core';
import packageJson from '../../package.json' with { type: 'json' };
import type { Context } from '../context.ts';
import { titleOf } from '../data/data-source.ts';
import { openModel } from '../model/saved-model.ts';
import { table } from '../terminal/table.ts';
import { parameterCount } from '../training/describe-run.ts';

/** Tells what runs here, or what a saved model is. */
export async function info(path: string | undefined, context: Context): Promise<void> {
  if (path === undefined) await aboutRuntime(context);
  else await aboutModel(path, context);
}

async function aboutRuntime({ report }: Context): Promise<void> {
  const { node, bun, deno } = process.versions;
  const runtime = bun ? `Bun ${bun}` : deno ? `Deno ${deno}` : `Node ${node}`;
  const platform = `${process.platform} ${process.arch}`;
  const backend = await ready();
  report.json({ feedforward: packageJson.version, runtime, platform, tfjs: tf.version_core, ...backend });
  const { simd, relaxedSimd, threads } = backend;
  const features = [...(simd ? ['SIMD'] : []), ...(relaxedSimd ? ['relaxed SIMD'] : [])];
  report.text(
    [
      `feedforward  ${packageJson.version}`,
      `runtime      ${runtime}, ${platform}`,
      `tfjs         ${tf.version_core}`,
      `backend      ${backend.backend}: ${[...features, `${threads} thread${threads === 1 ? '' : 's'}`].join(', ')}`,
    ].join('\n'),
  );
}

async function aboutModel(path: string, { io, report }: Context): Promise<void> {
  const { file, network, state, experiment } = await openModel(path, io.program);
  const { globalStep, cursor } = state;
  report.json({
    file,
    globalStep,
    epochs: cursor.epoch,
    parameters: parameterCount(network),
    layers: network.config?.layers,
    ...experiment,
  });
  const { classes, featureNames, scaling, learningRate, optimizer } = experiment;
  const rows: [string, string][] = [
    ['file', file],
    ['data', titleOf(experiment.data)],
    ['held out', String(experiment.validation)],
    ['classes', classes.slice(0, 20).join(', ') + (classes.length > 20 ? ', …' : '')],
    ['trained', `${globalStep} steps, ${cursor.epoch} epochs`],
    ['optimizer', optimizer + (learningRate === undefined ? '' : `, learning rate ${learningRate}`)],
    ['batch size', String(experiment.batchSize)],
    ['seed', String(experiment.seed)],
  ];
  report.text(rows.map(([name, value]) => `${name.padEnd(10)}  ${printable(value)}`).join('\n'));
  report.text(`\n${summary(network)}`);
  if (!scaling) return;
  const number = (value: number): string => value.toPrecision(4);
  report.text('\nFeatures are scaled before the network sees them:');
  report.text(
    table([
      ['feature', 'mean', 'deviation'],
      ...scaling.mean.map((mean, i) => [featureNames?.[i] ?? String(i), number(mean), number(scaling.deviation[i]!)]),
    ]),
  );
}
