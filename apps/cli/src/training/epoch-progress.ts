import type { Callback } from '@feedforward/training';
import cliProgress from 'cli-progress';
import type { Output } from '../io.ts';

/** Shows how an epoch goes, and measures its pace. */
export interface EpochProgress extends Callback {
  /** Training steps a second in the last epoch, without validation; NaN before the first step. */
  stepsPerSecond(): number;
  /** Takes the bar away. */
  clear(): void;
}

/** A bar on a terminal, which is gone when its epoch is; elsewhere nothing. */
export function epochProgress(output: Output, epochs: number): EpochProgress {
  const bar = output.isTTY ? makeBar(output) : undefined;
  let [began, seconds, steps, first] = [0, 0, 0, true];
  let [loss, accuracy] = [0, 0];
  return {
    onEpochBegin({ epoch }) {
      [began, seconds, steps, first] = [performance.now(), 0, 0, true];
      [loss, accuracy] = [0, 0];
      bar?.start(1, 0, { title: `epoch ${epoch + 1}/${epochs}`, rate: '', loss: '', accuracy: '', left: '' });
    },
    onBatchEnd({ batch, batches, logs }) {
      steps++;
      seconds = (performance.now() - began) / 1000;
      loss += logs.loss;
      accuracy += logs.accuracy ?? Number.NaN;
      if (!bar) return;
      if (first) bar.setTotal(batches);
      first = false;
      const rate = steps / seconds;
      bar.update(batch, {
        rate: `${rate.toFixed(0)} steps/s`,
        loss: `loss ${(loss / steps).toFixed(4)}`,
        accuracy: `accuracy ${(accuracy / steps).toFixed(4)}`,
        left: `${Math.ceil((batches - batch) / rate)} s left`,
      });
    },
    onEpochEnd: () => bar?.stop(),
    onTrainEnd: () => bar?.stop(),
    stepsPerSecond: () => steps / seconds,
    clear: () => bar?.stop(),
  };
}

function makeBar(stream: Output): cliProgress.SingleBar {
  return new cliProgress.SingleBar({
    stream,
    format: '{title}  {bar} {percentage} %  {rate}  {loss}  {accuracy}  {left}',
    barCompleteChar: '━',
    barIncompleteChar: '─',
    barsize: 24,
    fps: 10,
    clearOnComplete: true,
    gracefulExit: false, // signals are the program's
    linewrap: null,
    emptyOnZero: true,
  });
}
