import { printableLines } from '@feedforward/checkpoint';
import { Command, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import type { ConvertOptions } from './commands/convert.ts';
import type { DemoOptions } from './commands/demo.ts';
import type { EvaluateOptions } from './commands/evaluate.ts';
import type { InspectOptions } from './commands/inspect.ts';
import type { IrisOptions } from './commands/iris.ts';
import type { PredictOptions } from './commands/predict.ts';
import type { TrainOptions } from './commands/train.ts';
import type { Context } from './context.ts';
import type { Io } from './io.ts';
import * as parse from './options/parsers.ts';
import { Report } from './report.ts';

interface Common {
  readonly json?: boolean;
}

const dataHelp = 'mnist, fashion-mnist, iris, a folder of IDX files, or a CSV file';
const labelHelp =
  'the column of a CSV file that holds the labels: its name, or its place counted from 0 (default: the last)';
const sourceHelp = 'the folder or URL to read mnist or fashion-mnist from';
const freshHelp = 'start anew, and overwrite the model that is there';

/** The whole command line. Commands are loaded when they are called, so that `--help` is there at once. */
export function makeProgram(io: Io): Command {
  const contextOf = (options: Common): Context => ({ io, report: new Report(io, options) });
  const program = new Command('feedforward')
    .description('Trains multilayer perceptrons, and tries them out.')
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(printableLines(text)),
      getOutHelpWidth: () => io.stdout.columns ?? 80,
      getErrHelpWidth: () => io.stderr.columns ?? 80,
    })
    .showHelpAfterError('Add --help to see what can be said.');

  command('train', 'trains a classifier, or goes on with one that was saved')
    .argument('<data>', dataHelp)
    .option(
      '--hidden <units>',
      'units of the hidden layers; 0 for none (default: 300,100 for pictures, 16 for tables)',
      parse.units,
    )
    .option('--activation <name>', 'of the hidden layers (default: relu)')
    .option('--dropout <rate>', 'the share of hidden outputs to drop in training (default: 0)', parse.share)
    .option('--optimizer <name>', '(default: gradientDescent for pictures, adam for tables)')
    .option('--learning-rate <rate>', "(default: 0.01, or the named optimizer's own)", parse.positive)
    .option(
      '--epochs <count>',
      'in all, with those behind it (default: 10 for pictures, 50 for tables)',
      parse.whole(1),
    )
    .option('--batch-size <examples>', '(default: 50 for pictures, 16 for tables)', parse.whole(1))
    .option('--seed <number>', 'of everything random (default: a new one, which is told)', parse.seed)
    .option(
      '--validation <share>',
      'the share or the number of examples to hold out; 0 for none (default: 0.2 of a table, 1/12 of pictures)',
      parse.shareOrCount,
    )
    .option('--label <column>', labelHelp)
    .option('--source <place>', sourceHelp)
    .option('--model-dir <folder>', 'where the model is saved', parse.path, './feedforward-model')
    .option('--fresh', freshHelp)
    .action(async (data: string, options: TrainOptions & Common) => {
      const { train } = await import('./commands/train.ts');
      await train(data, options, contextOf(options));
    });

  command('evaluate', 'scores a saved model')
    .argument('<model-dir>', 'the folder of the model', parse.path)
    .argument('[data]', `${dataHelp} (default: the test part of what it was trained on)`)
    .option('--label <column>', labelHelp)
    .option('--source <place>', sourceHelp)
    .action(async (model: string, data: string | undefined, options: EvaluateOptions & Common) => {
      const { evaluate } = await import('./commands/evaluate.ts');
      await evaluate(model, data, options, contextOf(options));
    });

  command('predict', 'classifies pictures, rows of the test data, or features')
    .argument('<model-dir>', 'the folder of the model', parse.path)
    .argument('[files...]', 'pictures of a digit each, as PNG')
    .option('--rows <rows>', 'rows of the test data, such as 0..9', parse.rows)
    .option(
      '--row <features>',
      'the features of an example, such as 5.1,3.5,1.4,0.2; may be given often',
      parse.features,
    )
    .action(async (model: string, files: string[], options: PredictOptions & Common) => {
      const { predict } = await import('./commands/predict.ts');
      await predict(model, files, options, contextOf(options));
    });

  command('iris', 'trains a perceptron that tells Iris setosa by its petals')
    .option('--seed <number>', 'of the order of examples', parse.seed, 42)
    .option(
      '--row <features>',
      'length and width of a petal to classify; may be given often (default: 2,0.5)',
      parse.features,
    )
    .action(async (options: Partial<IrisOptions> & Common) => {
      const { iris } = await import('./commands/iris.ts');
      const { seed = 42, row = [[2, 0.5]] } = options;
      await iris({ seed, row }, contextOf(options));
    });

  command('info', 'tells what runs here, or what a saved model is')
    .argument('[model-dir]', 'the folder of a model', parse.path)
    .action(async (model: string | undefined, options: Common) => {
      const { info } = await import('./commands/info.ts');
      await info(model, contextOf(options));
    });

  command('inspect', 'tells what a file of tensors holds')
    .argument(
      '<file>',
      'a .safetensors, .npz, .keras, .h5, TensorFlow .ckpt or TF.js model.json file, or the folder of a model',
      parse.path,
    )
    .option('--format <name>', 'its format, where its name does not tell')
    .action(async (file: string, options: InspectOptions & Common) => {
      const { inspect } = await import('./commands/inspect.ts');
      await inspect(file, options, contextOf(options));
    });

  command('convert', 'writes what a file of tensors holds in another format')
    .argument(
      '<source>',
      'a .safetensors, .npz, .keras, .h5, TensorFlow .ckpt or TF.js model.json file, or the folder of a model',
      parse.path,
    )
    .argument('<target>', 'the same, or .js: a module that predicts, or .onnx', parse.path)
    .option('--from <name>', 'the format of the source, where its name does not tell')
    .option('--to <name>', 'the format of the target')
    .option('--network', "the network's parameters alone, without what training keeps beside them")
    .action(async (source: string, target: string, options: ConvertOptions & Common) => {
      const { convert } = await import('./commands/convert.ts');
      await convert(source, target, options, contextOf(options));
    });

  command('demo', 'trains on MNIST for a minute or less, and shows what came of it')
    .addOption(new Option('--epochs <count>', 'in all').argParser(parse.whole(1)).default(3).env('FEEDFORWARD_EPOCHS'))
    .option('--seed <number>', 'of everything random (default: 42)', parse.seed)
    .option('--model-dir <folder>', 'where the model is saved', parse.path, './feedforward-demo')
    .option('--fresh', freshHelp)
    .action(async (options: DemoOptions & Common) => {
      const { demo } = await import('./commands/demo.ts');
      await demo(options, contextOf(options));
    });

  return program;

  function command(name: string, description: string): Command {
    return program
      .command(name)
      .description(description)
      .option('--json', 'print JSON, and nothing else, on standard output');
  }
}
